package org.crisisplan.signals.window;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.crisisplan.signals.Dialect;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Which subjects have to be looked at. Marks are only added, so that whoever counts never waits for whoever looks. */
@Component
public class EvaluationQueue {

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final Dialect dialect;

    EvaluationQueue(JdbcTemplate jdbc, Dialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    /**
     * A subject whose windows have to be looked at that end in this minute.
     *
     * @param received the minute in which it came in
     */
    record Look(String subject, long minute, long received) implements Comparable<Look> {

        private static final Comparator<Look> ORDER = Comparator.comparing(Look::subject)
                .thenComparingLong(Look::minute)
                .thenComparingLong(Look::received);

        @Override
        public int compareTo(Look other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What is to be looked at about one subject.
     *
     * @param received in which minutes something about it came in
     * @param measured earlier minutes that figures came in about
     * @param marks that ask for it; others may be added meanwhile
     * @param repeated those of the marks that ask for the same as one before them
     */
    public record Due(
            String subject,
            NavigableSet<Long> received,
            NavigableSet<Long> measured,
            List<Long> marks,
            List<Long> repeated) {

        private static Due nothing(String subject) {
            return new Due(subject, new TreeSet<>(), new TreeSet<>(), new ArrayList<>(), new ArrayList<>());
        }

        private void add(long minute, long receivedIn, long mark) {
            if (!(minute == receivedIn ? received : measured).add(minute)) {
                repeated.add(mark);
            }
            marks.add(mark);
        }
    }

    /** @param looks each with a moment in which it came in */
    void mark(Map<Look, Instant> looks) {
        if (dialect.isPostgres()) {
            List<Map.Entry<Look, Instant>> rows = List.copyOf(looks.entrySet());
            jdbc.update(
                    "insert into signal_evaluation_queue (subject, at_minute, received) "
                            + "select * from unnest(?::varchar[], ?::int8[], ?::timestamptz[])",
                    dialect.words(rows, row -> row.getKey().subject()),
                    dialect.numbers(rows, row -> row.getKey().minute()),
                    dialect.words(rows, row -> row.getValue().toString()));
            return;
        }
        jdbc.batchUpdate(
                "insert into signal_evaluation_queue (subject, at_minute, received) values (?, ?, ?)",
                looks.entrySet().stream()
                        .map(look -> new Object[] {
                            look.getKey().subject(),
                            look.getKey().minute(),
                            look.getValue().atOffset(ZoneOffset.UTC)
                        })
                        .toList());
    }

    /** Subjects that were marked before, oldest first; those that cannot be judged have a turn of their own. */
    public List<String> before(Instant received, int most) {
        return jdbc.queryForList(
                "select subject from signal_evaluation_queue where received <= ? "
                        + "and subject not in (select subject from signal_evaluation_failure) "
                        + "group by subject order by min(seq) limit ?",
                String.class,
                received.atOffset(ZoneOffset.UTC),
                most);
    }

    public Map<String, Due> of(Collection<String> subjects) {
        Map<String, Due> due = new LinkedHashMap<>();
        named.query(
                "select seq, subject, at_minute, received from signal_evaluation_queue where subject in (:subjects) order by subject, seq",
                Map.of("subjects", padded(subjects)),
                row -> {
                    String subject = row.getString("subject");
                    long received = Minutes.of(
                            row.getObject("received", OffsetDateTime.class).toInstant());
                    due.computeIfAbsent(subject, Due::nothing)
                            .add(row.getLong("at_minute"), received, row.getLong("seq"));
                });
        return due;
    }

    /** Those marks and no others: what was marked meanwhile has not been looked at. */
    public void done(Collection<Due> looked) {
        remove(looked.stream().flatMap(due -> due.marks().stream()).sorted().toList());
    }

    /** What has to be looked at later stays marked, once. */
    public void thin(Collection<Due> later) {
        remove(later.stream().flatMap(due -> due.repeated().stream()).sorted().toList());
    }

    private void remove(List<Long> marks) {
        if (dialect.isPostgres()) {
            jdbc.update("delete from signal_evaluation_queue where seq = any(?)", dialect.numbers(marks, mark -> mark));
            return;
        }
        jdbc.batchUpdate(
                "delete from signal_evaluation_queue where seq = ?",
                marks.stream().map(mark -> new Object[] {mark}).toList());
    }

    /** A list whose length is a power of two, so that the database sees few different statements. */
    public static List<String> padded(Collection<String> subjects) {
        List<String> list = new ArrayList<>(subjects);
        while (Integer.bitCount(list.size()) != 1) {
            list.add(list.get(list.size() - 1));
        }
        return list;
    }
}
