package org.crisisplan.crisis.record;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What pages ask of the records: the newest acts of some kinds or of somebody, who said what last, and how far each record is. */
@Component
public class RecordSearch {

    private static final int AT_ONCE = 500;

    private final JdbcClient database;
    private final CrisisRecord record;

    RecordSearch(JdbcClient database, CrisisRecord record) {
        this.database = database;
        this.record = record;
    }

    /**
     * Which acts are wanted.
     *
     * @param kinds all kinds if there are none
     * @param actor a login, rule or timer; null for all
     */
    public record Wanted(Set<ActKind> kinds, @Nullable String actor) {}

    /**
     * The newest act first.
     *
     * @param before older than the act of this number
     */
    public List<Act> newest(String number, Wanted wanted, int before, int most) {
        List<Object> values = new ArrayList<>(List.of(number, before));
        String where = " where a.number = ? and a.seq < ?";
        if (!wanted.kinds().isEmpty()) {
            where += " and a.kind in ("
                    + String.join(", ", Collections.nCopies(wanted.kinds().size(), "?")) + ")";
            wanted.kinds().forEach(kind -> values.add(kind.word()));
        }
        if (wanted.actor() != null) {
            where += " and a.actor = ?";
            values.add(wanted.actor());
        }
        values.add(most);
        return database.sql(CrisisRecord.ACTS + where + " order by a.seq desc fetch first ? rows only")
                .params(values)
                .query(record::act)
                .list();
    }

    /** All acts of some kinds, the oldest first. */
    public List<Act> all(String number, Set<ActKind> kinds) {
        List<Act> found = new ArrayList<>();
        List<Act> some = newest(number, new Wanted(kinds, null), Integer.MAX_VALUE, AT_ONCE);
        while (!some.isEmpty()) {
            found.addAll(some);
            some = newest(
                    number, new Wanted(kinds, null), some.get(some.size() - 1).seq(), AT_ONCE);
        }
        Collections.reverse(found);
        return found;
    }

    /** Of acts of this kind, the last one about each subject: who told what is known now. */
    public Map<String, Act> lastOfEach(String number, ActKind kind) {
        Map<String, Act> last = new HashMap<>();
        database.sql(CrisisRecord.ACTS + " where a.number = ? and a.seq in"
                        + " (select max(seq) from crisis_act where number = ? and kind = ? group by subject)")
                .params(number, number, kind.word())
                .query(record::act)
                .list()
                .forEach(act -> last.put(act.subject(), act));
        return last;
    }

    /** Everybody who did something about the crisis, by their login, and when they did so last. */
    public Map<String, Instant> lastActsOfPeople(String number) {
        Map<String, Instant> last = new HashMap<>();
        database.sql("select actor, max(at) as last_at from crisis_act where number = ? and actor_kind = 'person'"
                        + " group by actor")
                .param(number)
                .query(row -> {
                    last.put(
                            row.getString("actor"),
                            row.getObject("last_at", OffsetDateTime.class).toInstant());
                });
        return last;
    }

    /** The number of the newest act of each crisis. */
    public Map<String, Integer> newestActs(Collection<String> numbers) {
        Map<String, Integer> acts = new HashMap<>();
        database.sql("select number, acts from crisis where number in (:numbers)")
                .param("numbers", numbers)
                .query(row -> {
                    acts.put(row.getString("number"), row.getInt("acts"));
                });
        return acts;
    }

    /** The same of the open crises, worst first as lists show them. */
    public Map<String, Integer> newestActsOfOpen(int most) {
        Map<String, Integer> acts = new HashMap<>();
        database.sql("select number, acts from crisis where closed_at is null"
                        + " order by closed_at, level nulls last, opened_at, number fetch first ? rows only")
                .param(most)
                .query(row -> {
                    acts.put(row.getString("number"), row.getInt("acts"));
                });
        return acts;
    }

    /** The steps that acts of a record happened at, each as the key of its process, a blank, and the id of the element. */
    public Set<String> steps(String number) {
        return new HashSet<>(database.sql("select distinct process || ' ' || element from crisis_act"
                        + " where number = ? and process <> '' and element is not null")
                .param(number)
                .query(String.class)
                .list());
    }

    /** Numbers under which acts stand, and no crisis. */
    public List<String> recordsWithoutCrisis() {
        return database.sql("select distinct number from crisis_act a"
                        + " where not exists (select 1 from crisis c where c.number = a.number)")
                .query(String.class)
                .list();
    }

    /** How far a record is: its last act by its number and hash. */
    public record End(String number, int acts, String hash) {}

    /** The ends of all records, in the order of their crises' numbers. @param after empty for the first */
    public List<End> endsAfter(String after, int most) {
        return database.sql("select number, acts, record_hash from crisis where number > ? order by number"
                        + " fetch first ? rows only")
                .params(after, most)
                .query((row, i) -> new End(row.getString("number"), row.getInt("acts"), row.getString("record_hash")))
                .list();
    }

    /** The numbers of all crises, open and closed, in their order. @param after empty for the first */
    public List<String> numbersAfter(String after, int most) {
        return database.sql("select number from crisis where number > ? order by number fetch first ? rows only")
                .params(after, most)
                .query(String.class)
                .list();
    }
}
