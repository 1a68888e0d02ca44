package org.crisisplan.audit.report.difference;

import java.util.ArrayList;
import java.util.List;
import org.crisisplan.audit.report.difference.Difference.Value;
import org.jspecify.annotations.Nullable;

/** Compares texts line by line. */
final class LineDifference {

    /** More than this is not laid side by side: it is said as one. */
    private static final int MOST_LINES = 2_000;

    private LineDifference() {}

    static List<Difference> between(String before, String after) {
        List<String> was = before.lines().toList();
        List<String> is = after.lines().toList();
        if (was.size() > MOST_LINES || is.size() > MOST_LINES) {
            return List.of(block(0, before, after));
        }
        int[][] common = common(was, is);
        List<Difference> blocks = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < was.size() || j < is.size()) {
            if (i < was.size() && j < is.size() && was.get(i).equals(is.get(j))) {
                i++;
                j++;
                continue;
            }
            int fromI = i;
            int fromJ = j;
            while (i < was.size() || j < is.size()) {
                if (i < was.size() && j < is.size() && was.get(i).equals(is.get(j))) {
                    break;
                }
                if (j >= is.size() || i < was.size() && common[i + 1][j] >= common[i][j + 1]) {
                    i++;
                } else {
                    j++;
                }
            }
            blocks.add(block(fromJ, text(was.subList(fromI, i)), text(is.subList(fromJ, j))));
        }
        return blocks;
    }

    private static Difference block(int line, @Nullable String before, @Nullable String after) {
        String change = before == null ? Difference.ADDED : after == null ? Difference.REMOVED : Difference.CHANGED;
        return new Difference(
                change, "lines", String.valueOf(line + 1), "", "", List.of(new Value("text", before, after)));
    }

    private static @Nullable String text(List<String> lines) {
        return lines.isEmpty() ? null : String.join("\n", lines);
    }

    /** How many lines are the same from here on. */
    private static int[][] common(List<String> was, List<String> is) {
        int[][] common = new int[was.size() + 1][is.size() + 1];
        for (int i = was.size() - 1; i >= 0; i--) {
            for (int j = is.size() - 1; j >= 0; j--) {
                common[i][j] = was.get(i).equals(is.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
