package org.crisisplan.signals.trigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Subjects about which the tables of the plan say nothing, because they fail at their signals; and why they do. */
@Component
public class EvaluationFailures {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationFailures.class);
    /** A fault that passes by itself within this time is nobody's business. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int LONGEST_FAULT = 500;

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private volatile String lastTurn = "";

    EvaluationFailures(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param since when it first failed, without having been judged since */
    public record Unjudged(String subject, String fault, Instant since) {}

    /** Logged when it begins; how it goes on stands in the table. */
    void cannot(String subject, RuntimeException failure) {
        String fault = fault(failure);
        int known = jdbc.update("update signal_evaluation_failure set fault = ? where subject = ?", fault, subject);
        if (known == 0 && begin(subject, fault)) {
            LOG.error("What the signals about '{}' say could not be carried out: {}", subject, fault, failure);
        }
    }

    private boolean begin(String subject, String fault) {
        try {
            return jdbc.update(
                            "insert into signal_evaluation_failure (subject, fault, since) select ?, ?, ? "
                                    + "where not exists (select 1 from signal_evaluation_failure where subject = ?)",
                            subject,
                            fault,
                            clock.instant().atOffset(ZoneOffset.UTC),
                            subject)
                    > 0;
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            return false;
        }
    }

    void judged(Collection<String> subjects) {
        jdbc.batchUpdate(
                "delete from signal_evaluation_failure where subject = ?",
                subjects.stream()
                        .sorted()
                        .map(subject -> new Object[] {subject})
                        .toList());
    }

    /** Some of them, others the next time, so that each has its turn however many there are. */
    List<String> next(int most) {
        List<String> some = jdbc.queryForList(
                "select subject from signal_evaluation_failure where subject > ? order by subject limit ?",
                String.class,
                lastTurn,
                most);
        lastTurn = some.size() < most ? "" : some.get(some.size() - 1);
        return some;
    }

    /** Those that fail longest first. */
    public List<Unjudged> all(int most) {
        return jdbc.query(
                "select * from signal_evaluation_failure order by since, subject limit ?",
                (row, i) -> new Unjudged(
                        row.getString("subject"),
                        row.getString("fault"),
                        row.getObject("since", OffsetDateTime.class).toInstant()),
                most);
    }

    private static String fault(RuntimeException failure) {
        String text = (failure.getMessage() == null ? failure.toString() : failure.getMessage())
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return text.length() > LONGEST_FAULT ? text.substring(0, LONGEST_FAULT - 1) + "…" : text;
    }
}
