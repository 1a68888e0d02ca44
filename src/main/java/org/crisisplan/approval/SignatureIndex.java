package org.crisisplan.approval;

import java.util.List;
import java.util.stream.Stream;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.RecordIndex;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who signed for which department, made from the acts (R42). */
@Component
class SignatureIndex implements RecordIndex {

    private final JdbcClient sql;

    SignatureIndex(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public Stream<String> rebuilt(List<Act> acts) {
        return acts.stream()
                .filter(act -> act.kind() == ActKind.SIGNED)
                .map(act -> line(
                        act.subject(),
                        act.actor().id(),
                        String.valueOf(act.after().get("verdict"))));
    }

    @Override
    public Stream<String> kept(String number) {
        return sql
                .sql("select department, signer, verdict from activation_signature where crisis = ?")
                .param(number)
                .query((row, i) -> line(row.getString("department"), row.getString("signer"), row.getString("verdict")))
                .list()
                .stream();
    }

    private static String line(String department, String signer, String verdict) {
        return "signature " + department + " " + signer + " " + verdict;
    }
}
