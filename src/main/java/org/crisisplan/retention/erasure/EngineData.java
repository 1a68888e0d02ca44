package org.crisisplan.retention.erasure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The engine's history and what runs, in the engine's own tables: its services offer no way to change what was. Variables hold references
 * and answers of a choice, so hardly anybody stands there; comments, descriptions and messages of incidents may name people.
 */
@Component
class EngineData implements PersonalData {

    private static final String NUMBER =
            "(select p.BUSINESS_KEY_ from ACT_HI_PROCINST p where p.ID_ = t.ROOT_PROC_INST_ID_)";

    private final JdbcClient sql;
    private final List<TextColumns> columns;

    EngineData(JdbcClient sql) {
        this.sql = sql;
        this.columns = Stream.of(
                        of("ACT_HI_VARINST", NUMBER, "TEXT_", "TEXT2_"),
                        of("ACT_HI_DETAIL", NUMBER, "TEXT_", "TEXT2_"),
                        of("ACT_HI_DEC_IN", NUMBER, "TEXT_", "TEXT2_"),
                        of("ACT_HI_DEC_OUT", NUMBER, "TEXT_", "TEXT2_"),
                        of("ACT_HI_TASKINST", NUMBER, "NAME_", "DESCRIPTION_", "DELETE_REASON_"),
                        of("ACT_HI_COMMENT", NUMBER, "MESSAGE_"),
                        of("ACT_HI_PROCINST", NUMBER, "DELETE_REASON_"),
                        of("ACT_HI_INCIDENT", NUMBER, "INCIDENT_MSG_", "ANNOTATION_"),
                        of("ACT_HI_JOB_LOG", NUMBER, "JOB_EXCEPTION_MSG_"),
                        of("ACT_HI_OP_LOG", NUMBER, "ORG_VALUE_", "NEW_VALUE_", "ANNOTATION_"),
                        of("ACT_RU_VARIABLE", running("t.PROC_INST_ID_"), "TEXT_", "TEXT2_"),
                        of("ACT_RU_TASK", running("t.PROC_INST_ID_"), "NAME_", "DESCRIPTION_"),
                        of("ACT_RU_INCIDENT", running("t.PROC_INST_ID_"), "INCIDENT_MSG_", "ANNOTATION_"))
                .toList();
    }

    private static String running(String instance) {
        return "(select p.BUSINESS_KEY_ from ACT_RU_EXECUTION e join ACT_HI_PROCINST p on p.ID_ = e.ROOT_PROC_INST_ID_"
                + " where e.ID_ = " + instance + ")";
    }

    private TextColumns of(String table, String crisis, String... texts) {
        return TextColumns.of(sql, "engine", table, "ID_").texts(texts).crisis(crisis);
    }

    @Override
    public String place() {
        return "engine";
    }

    @Override
    public List<Found> find(Person person) {
        List<Found> found = new ArrayList<>();
        columns.forEach(one -> found.addAll(one.find(person)));
        values(person).forEach((id, text) -> found.add(new Found("", TextColumns.excerpt(text, person), null)));
        return found;
    }

    @Override
    public void erase(Person person, String why) {
        columns.forEach(one -> one.erase(person, why));
        values(person)
                .forEach((id, text) -> sql.sql("update ACT_GE_BYTEARRAY set BYTES_ = ? where ID_ = ?")
                        .params(person.blackedOut(text).getBytes(StandardCharsets.UTF_8), id)
                        .update());
    }

    /** Long texts and JSON stand as bytes, beside the models, which nobody's person stands in. */
    private Map<String, String> values(Person person) {
        Map<String, String> named = new java.util.TreeMap<>();
        sql.sql("select ID_, BYTES_ from ACT_GE_BYTEARRAY where DEPLOYMENT_ID_ is null and BYTES_ is not null")
                .query(row -> {
                    String text = new String(row.getBytes("BYTES_"), StandardCharsets.UTF_8);
                    // what is no text would not be the same bytes again
                    if (person.isNamedIn(text) && !text.contains("\uFFFD")) {
                        named.put(row.getString("ID_"), text);
                    }
                });
        return named;
    }
}
