package org.crisisplan.approval;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.crisisplan.approval.Objections.Objection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every word on the activation of the plan, first to last; written in the transaction of the engine's step. */
@Repository
class SignatureRepository {

    private final JdbcClient sql;
    private final Clock clock;

    SignatureRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * A department's word.
     *
     * @param signer the user who was logged in
     * @param verdict {@code sign} or {@code object}
     */
    record Signature(String department, String signer, String verdict) {}

    List<Signature> of(String activation) {
        return sql.sql(
                        "select department, signer, verdict from activation_signature where process_instance = ? order by ordinal")
                .param(activation)
                .query((row, i) ->
                        new Signature(row.getString("department"), row.getString("signer"), row.getString("verdict")))
                .list();
    }

    /** The latest first. */
    List<Objection> objectionsTo(String activation) {
        return sql.sql("""
                        select department, signer, remark from activation_signature
                        where process_instance = ? and verdict = 'object' order by ordinal desc""")
                .param(activation)
                .query((row, i) ->
                        new Objection(row.getString("department"), row.getString("signer"), row.getString("remark")))
                .list();
    }

    /** Two at the same moment want the same ordinal: the second is told to try again, and then sees the first. */
    void add(String activation, String crisis, Signature signature, String remark) {
        sql.sql("""
                        insert into activation_signature
                            (process_instance, ordinal, crisis, department, signer, verdict, remark, given_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        activation,
                        of(activation).size(),
                        crisis,
                        signature.department(),
                        signature.signer(),
                        signature.verdict(),
                        remark,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
