package org.crisisplan.publish;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.RecordIndex;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who approved exactly which text, and what stands where, made from the acts (R45-R48). */
@Component
class StatementIndex implements RecordIndex {

    private final JdbcClient sql;

    StatementIndex(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public Stream<String> rebuilt(List<Act> acts) {
        return acts.stream().flatMap(StatementIndex::rebuilt);
    }

    private static Stream<String> rebuilt(Act act) {
        Map<String, Object> after = act.after();
        String version = after.get("kind") + " " + after.get("version");
        return switch (act.kind()) {
            case STATEMENT_JUDGED ->
                Stream.of("approval " + version + " " + after.get("textHash") + " " + act.subject() + " "
                        + act.actor().id() + " " + after.get("verdict"));
            case STATEMENT_PUBLISHED, STATEMENT_HELD_BACK ->
                Stream.of("publication " + version + " " + after.get("textHash") + " " + act.subject());
            default -> Stream.empty();
        };
    }

    @Override
    public Stream<String> kept(String number) {
        Stream<String> approvals = sql
                .sql("select s.kind, s.version, a.hash, a.for_group, a.approver, a.verdict from approval a"
                        + " join statement s on s.id = a.statement_id where s.crisis = ?")
                .param(number)
                .query((row, i) -> "approval " + row.getString("kind") + " " + row.getInt("version") + " "
                        + row.getString("hash") + " " + row.getString("for_group") + " " + row.getString("approver")
                        + " "
                        + row.getString("verdict"))
                .list()
                .stream();
        Stream<String> publications = sql
                .sql("select s.kind, s.version, s.hash, p.channel from publication p"
                        + " join statement s on s.id = p.statement_id where s.crisis = ? and p.state = 'published'")
                .param(number)
                .query((row, i) -> "publication " + row.getString("kind") + " " + row.getInt("version") + " "
                        + row.getString("hash") + " " + row.getString("channel"))
                .list()
                .stream();
        return Stream.concat(approvals, publications);
    }
}
