package org.crisisplan.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.cases.ArchivedCase.Aftermath;
import org.crisisplan.cases.ArchivedCase.Situation;
import org.crisisplan.cases.ArchivedCase.Source;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where past crises are kept and found again (R65). */
@Repository
public class ArchivedCaseRepository {

    private static final int OF_EACH_TRAIT = 20;
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ArchivedCaseRepository(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The cases known from public reports, the latest first. */
    public List<ArchivedCase> seeds() {
        return jdbc.sql("select * from archived_case where source = ? order by happened_on desc, id")
                .param(Source.SEEDED.name())
                .query(this::read)
                .list();
    }

    /**
     * The cases that may resemble a crisis: of each thing that it could have in common with others, and of each combination of such things, the
     * latest few that have it. However large the archive grows, no more than these are read.
     *
     * @param number of the crisis itself, which is left out
     */
    List<ArchivedCase> resembling(Situation now, String number) {
        List<String> traits = List.copyOf(Resemblance.soughtTraits(now));
        String latest = "(select case_id from archived_trait where trait = ? "
                + "order by trait desc, happened_on desc, case_id desc fetch first " + OF_EACH_TRAIT + " rows only)";
        return jdbc.sql("select * from archived_case where id in (select case_id from ("
                        + String.join(" union ", Collections.nCopies(traits.size(), latest)) + ") latest) and id <> ?")
                .params(traits)
                .param(number)
                .query(this::read)
                .list();
    }

    /** Writes the traits of cases that were kept before there were any. */
    void completeTraits() {
        List<ArchivedCase> some;
        do {
            some = jdbc.sql("select * from archived_case c where not exists "
                            + "(select 1 from archived_trait t where t.case_id = c.id) fetch first 1000 rows only")
                    .query(this::read)
                    .list();
            some.forEach(this::insertTraitsOnce);
        } while (!some.isEmpty());
    }

    public Optional<ArchivedCase> find(String id) {
        return jdbc.sql("select * from archived_case where id = ?")
                .param(id)
                .query(this::read)
                .optional();
    }

    /** Keeps the case, or does nothing where it is kept already: what the archive says is not rewritten. */
    void addOnce(ArchivedCase past) {
        if (find(past.id()).isPresent()) {
            return;
        }
        try {
            insert(past);
        } catch (DuplicateKeyException keptByAnotherNode) {
            if (find(past.id()).isEmpty()) {
                throw keptByAnotherNode;
            }
        }
    }

    /** Keeps the case as it is told now: a step that the engine repeats leaves one record, the last. */
    void keep(ArchivedCase past) {
        jdbc.sql("delete from archived_case where id = ?").param(past.id()).update();
        insert(past);
    }

    private void insert(ArchivedCase past) {
        Aftermath aftermath = past.aftermath();
        jdbc.sql("""
                        insert into archived_case (id, name_en, name_zh, happened_on, technical, content, facts, level, because,
                            recovered_hours, compensation, confirmed_loss, lessons, source)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        past.id(),
                        past.nameEn(),
                        past.nameZh(),
                        past.happenedOn(),
                        past.situation().technical(),
                        past.situation().content(),
                        written(past.situation().facts()),
                        past.level(),
                        past.because())
                .param(aftermath.recoveredHours())
                .param(aftermath.compensation())
                .param(aftermath.confirmedLoss())
                .param(aftermath.lessons())
                .param(past.source().name())
                .update();
        insertTraits(past);
    }

    private void insertTraitsOnce(ArchivedCase past) {
        try {
            insertTraits(past);
        } catch (DuplicateKeyException writtenByAnotherNode) {
            // which writes the others of them as well
        }
    }

    private void insertTraits(ArchivedCase past) {
        List<Object> values = new ArrayList<>();
        Resemblance.traits(past.situation())
                .forEach(trait -> values.addAll(List.of(trait, past.happenedOn(), past.id())));
        jdbc.sql("insert into archived_trait (trait, happened_on, case_id) values "
                        + String.join(", ", Collections.nCopies(values.size() / 3, "(?, ?, ?)")))
                .params(values)
                .update();
    }

    private ArchivedCase read(ResultSet row, int number) throws SQLException {
        return new ArchivedCase(
                row.getString("id"),
                row.getString("name_en"),
                row.getString("name_zh"),
                row.getObject("happened_on", LocalDate.class),
                new Situation(row.getBoolean("technical"), row.getBoolean("content"), facts(row.getString("facts"))),
                row.getInt("level"),
                row.getString("because"),
                new Aftermath(
                        row.getBigDecimal("recovered_hours"),
                        row.getString("compensation"),
                        row.getBigDecimal("confirmed_loss"),
                        row.getString("lessons")),
                Source.valueOf(row.getString("source")));
    }

    private String written(Map<String, Object> facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("Facts that cannot be written: " + facts.keySet(), impossible);
        }
    }

    private Map<String, Object> facts(String written) {
        try {
            return json.readValue(written, FACTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The archive holds facts that cannot be read: " + written, broken);
        }
    }
}
