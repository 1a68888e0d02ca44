package org.crisisplan.signals;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.signals.Tally.Look;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/** Which subjects have to be looked at. Marks are only added, so that whoever writes never waits for whoever looks. */
@Repository
class DueRows {

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;

    DueRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    /**
     * What is to be looked at about one subject.
     *
     * @param received in which minutes something about it came in
     * @param measured earlier minutes that figures came in about
     * @param last up to which mark this is everything
     */
    record Due(String subject, NavigableSet<Long> received, NavigableSet<Long> measured, long last) {

        private Due and(long minute, long receivedIn, long mark) {
            (minute == receivedIn ? received : measured).add(minute);
            return new Due(subject, received, measured, Math.max(last, mark));
        }
    }

    void mark(Set<Look> looks, Instant received) {
        var at = received.atOffset(ZoneOffset.UTC);
        jdbc.batchUpdate(
                "insert into signal_due (subject, at_minute, received) values (?, ?, ?)",
                looks.stream()
                        .map(look -> new Object[] {look.subject(), look.minute(), at})
                        .toList());
    }

    /** Subjects that were marked before, oldest first. */
    List<String> before(Instant received, int most) {
        return jdbc.queryForList(
                "select subject from signal_due where received <= ? group by subject order by min(seq) limit ?",
                String.class,
                received.atOffset(ZoneOffset.UTC),
                most);
    }

    Map<String, Due> of(Collection<String> subjects) {
        Map<String, Due> due = new LinkedHashMap<>();
        named.query(
                "select subject, at_minute, received, max(seq) as last from signal_due where subject in (:subjects) "
                        + "group by subject, at_minute, received order by subject, at_minute",
                Map.of("subjects", padded(subjects)),
                row -> {
                    long received = Minutes.of(
                            row.getObject("received", OffsetDateTime.class).toInstant());
                    due.put(
                            row.getString("subject"),
                            due.getOrDefault(
                                            row.getString("subject"),
                                            new Due(row.getString("subject"), new TreeSet<>(), new TreeSet<>(), 0))
                                    .and(row.getLong("at_minute"), received, row.getLong("last")));
                });
        return due;
    }

    void done(Collection<Due> looked) {
        jdbc.batchUpdate(
                "delete from signal_due where subject = ? and seq <= ?",
                looked.stream()
                        .sorted(java.util.Comparator.comparing(Due::subject))
                        .map(due -> new Object[] {due.subject(), due.last()})
                        .toList());
    }

    /** A list whose length is a power of two, so that the database sees few different statements. */
    static List<String> padded(Collection<String> subjects) {
        List<String> list = new java.util.ArrayList<>(subjects);
        while (Integer.bitCount(list.size()) != 1) {
            list.add(list.get(list.size() - 1));
        }
        return list;
    }
}
