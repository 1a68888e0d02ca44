package org.crisisplan.audit.print;

import java.util.ArrayList;
import java.util.List;
import org.crisisplan.audit.dossier.Block;

/** The blocks of a section in portions that are laid out one after the other, so that a long record needs no more memory than a short one. */
final class Pages {

    private Pages() {}

    /**
     * At least one portion.
     *
     * @param rows so many rows of tables may be in one
     */
    static List<List<Block>> of(List<Block> blocks, int rows) {
        List<List<Block>> portions = new ArrayList<>();
        List<Block> portion = new ArrayList<>();
        int used = 0;
        for (Block block : blocks) {
            if (!(block instanceof Block.Table table)) {
                portion.add(block);
                continue;
            }
            int from = 0;
            do {
                if (used >= rows) {
                    portions.add(portion);
                    portion = new ArrayList<>();
                    used = 0;
                }
                int to = Math.min(table.rows().size(), from + rows - used);
                portion.add(new Block.Table(
                        table.key(),
                        from == 0 ? table.heading() : "",
                        table.columns(),
                        table.rows().subList(from, to)));
                used += to - from;
                from = to;
            } while (from < table.rows().size());
        }
        portions.add(portion);
        return portions;
    }
}
