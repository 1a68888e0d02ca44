package org.crisisplan.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crisisplan.audit.Difference.Kind;
import org.crisisplan.audit.RecordHead.Leaf;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the heads are as they were written, and the records still those that they covered. Who writes a record anew from its first act
 * makes a chain that fits in itself; it does not fit under the heads, and those are signed with a key outside the database.
 */
@Component
class HeadCheck {

    private final RecordHeads heads;
    private final SigningKey key;
    private final JdbcClient database;

    HeadCheck(RecordHeads heads, SigningKey key, JdbcClient database) {
        this.heads = heads;
        this.key = key;
        this.database = database;
    }

    List<Difference> differences() {
        List<Difference> found = new ArrayList<>();
        List<RecordHead> all = heads.from(1);
        Map<Integer, String> roots = roots(all);
        SortedMap<Integer, String> kept = heads.keptHashes();
        String before = RecordHead.NONE;
        int seq = 0;
        for (RecordHead head : all) {
            seq++;
            boolean signed = SigningKey.hasSigned(
                    head.publicKey(), head.text().getBytes(StandardCharsets.UTF_8), head.signature());
            if (head.seq() != seq
                    || !signed
                    || !head.previous().equals(before)
                    || !head.hash().equals(kept.get(head.seq()))
                    || !head.root().equals(roots.get(head.seq()))) {
                found.add(new Difference(Difference.OF_HEADS, Kind.HEAD_CHANGED, String.valueOf(seq)));
                // all that follow hang on it
                break;
            }
            before = head.hash();
        }
        // those before it may be signed with an earlier key
        if (!all.isEmpty() && !all.get(all.size() - 1).publicKey().equals(key.publicKey())) {
            found.add(new Difference(
                    Difference.OF_HEADS,
                    Kind.HEAD_UNSIGNED,
                    String.valueOf(all.get(all.size() - 1).seq())));
        }
        found.addAll(records());
        return found;
    }

    /** The root over what each head covers, as it is kept. */
    private Map<Integer, String> roots(List<RecordHead> all) {
        Map<Integer, List<Leaf>> grown = new HashMap<>();
        heads.leaves((head, leaf) ->
                grown.computeIfAbsent(head, none -> new ArrayList<>()).add(leaf));
        SortedMap<String, Leaf> covered = new TreeMap<>();
        Map<Integer, String> roots = new HashMap<>();
        String root = RecordHeads.root(covered);
        for (RecordHead head : all) {
            List<Leaf> more = grown.getOrDefault(head.seq(), List.of());
            if (!more.isEmpty()) {
                more.forEach(leaf -> covered.put(leaf.number(), leaf));
                root = RecordHeads.root(covered);
            }
            roots.put(head.seq(), root);
        }
        return roots;
    }

    /** The first head of each crisis that its record does not fit any more. */
    private List<Difference> records() {
        return database.sql("""
                        select l.number, min(l.head) as head,
                            case when exists (select 1 from crisis c where c.number = l.number) then 1 else 0 end as known
                        from record_head_leaf l left join crisis_act a on a.number = l.number and a.seq = l.acts
                        where a.hash is null or a.hash <> l.hash group by l.number""")
                .query((row, i) -> new Difference(
                        row.getString("number"),
                        row.getInt("known") == 1 ? Kind.NOT_UNDER_HEAD : Kind.COVERED_AND_GONE,
                        String.valueOf(row.getInt("head"))))
                .list();
    }
}
