package org.crisisplan.signals.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.signals.window.EvaluationQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Which crisis was opened about which subject, and what was reported to it last. */
@Repository
public class SubjectRepository {

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final ObjectMapper json;
    private final TransactionTemplate ofItsOwn;

    SubjectRepository(JdbcTemplate jdbc, ObjectMapper json, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.json = json;
        this.ofItsOwn = new TransactionTemplate(transactions);
        this.ofItsOwn.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * One subject's last crisis.
     *
     * @param clauses that were reported to it
     * @param facts that were reported to it, the worst of each
     */
    public record Reported(
            String subject,
            @Nullable String crisis,
            Set<String> clauses,
            Map<String, Object> facts,
            @Nullable Instant at) {

        static Reported nothing(String subject) {
            return new Reported(subject, null, Set.of(), Map.of(), null);
        }
    }

    public Map<String, Reported> of(Collection<String> subjects) {
        Map<String, Reported> found = new HashMap<>();
        if (subjects.isEmpty()) {
            return found;
        }
        named.query(
                        "select * from signal_subject where subject in (:subjects)",
                        Map.of("subjects", EvaluationQueue.padded(subjects)),
                        this::reported)
                .forEach(one -> found.put(one.subject(), one));
        return found;
    }

    /** The subjects whose last crisis this one is. */
    Set<String> aboutWhich(String crisis) {
        return new TreeSet<>(
                jdbc.queryForList("select subject from signal_subject where crisis = ?", String.class, crisis));
    }

    /**
     * Takes the subject until the end of the transaction, so that one node decides about it.
     *
     * @return nothing when another has it
     */
    Optional<Reported> take(String subject) {
        Optional<Reported> taken = lock(subject);
        if (taken.isPresent() || !of(Set.of(subject)).isEmpty()) {
            return taken;
        }
        begin(subject);
        return lock(subject);
    }

    private Optional<Reported> lock(String subject) {
        return jdbc
                .query("select * from signal_subject where subject = ? for update skip locked", this::reported, subject)
                .stream()
                .findFirst();
    }

    void report(Reported reported) {
        jdbc.update(
                "update signal_subject set crisis = ?, clauses = ?, facts = ?, reported_at = ? where subject = ?",
                reported.crisis(),
                String.join(" ", reported.clauses()),
                written(reported.facts()),
                reported.at() == null ? null : reported.at().atOffset(ZoneOffset.UTC),
                reported.subject());
    }

    private void begin(String subject) {
        try {
            ofItsOwn.executeWithoutResult(
                    status -> jdbc.update("insert into signal_subject (subject) values (?)", subject));
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            // the row is there, which is all that is wanted
        }
    }

    String written(Map<String, Object> facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Reported reported(ResultSet row, int i) throws SQLException {
        String clauses = row.getString("clauses");
        String facts = row.getString("facts");
        OffsetDateTime at = row.getObject("reported_at", OffsetDateTime.class);
        return new Reported(
                row.getString("subject"),
                row.getString("crisis"),
                clauses == null || clauses.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(clauses.split(" "))),
                facts == null ? Map.of() : read(facts),
                at == null ? null : at.toInstant());
    }

    private Map<String, Object> read(String facts) {
        try {
            return json.readValue(facts, new TypeReference<>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The facts of a subject cannot be read: " + facts, broken);
        }
    }
}
