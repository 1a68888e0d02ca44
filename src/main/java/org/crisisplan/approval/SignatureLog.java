package org.crisisplan.approval;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who signed the activation of the plan for a crisis, and who objected (R42): for auditors. */
@Component
public class SignatureLog {

    private final JdbcClient sql;

    SignatureLog(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A department's word.
     *
     * @param signed false if they objected
     * @param remark why; empty if they said nothing
     */
    public record Word(String department, String signer, boolean signed, String remark, Instant at) {}

    /** First to last. */
    public List<Word> of(String crisis) {
        return sql.sql(
                        "select * from activation_signature where crisis = ? order by given_at, process_instance, ordinal")
                .param(crisis)
                .query((row, i) -> new Word(
                        row.getString("department"),
                        row.getString("signer"),
                        row.getString("verdict").equals("sign"),
                        row.getString("remark"),
                        row.getObject("given_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
