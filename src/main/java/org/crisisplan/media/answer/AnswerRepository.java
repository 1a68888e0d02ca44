package org.crisisplan.media.answer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.crisisplan.media.answer.Answer.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The entries of the bank with the versions that were approved. */
@Repository
class AnswerRepository {

    /** A run that ended without a yes, withdrawn by its author, has nothing in hand any more. */
    private static final String ENTRIES = """
            select a.*, (select case when s.version = 0 then 'writing' else 'judging' end from statement s
                where s.process_instance = a.process_instance and s.withdrawn_at is null
                and s.version = (select max(v.version) from statement v where v.process_instance = s.process_instance)
                and not exists (select 1 from answer_version w where w.statement_id = s.id)) as drafted
            from answer a""";

    private final JdbcClient sql;
    private final Clock clock;

    AnswerRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A version that was approved. */
    record Version(int version, String statement, Instant approvedAt) {}

    void add(Answer answer, String by) {
        sql.sql("""
                        insert into answer (id, crisis, kind, audience, about, question, asked_at, asked_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        answer.id(),
                        answer.crisis(),
                        answer.kind(),
                        answer.audience(),
                        answer.about(),
                        answer.question(),
                        now(),
                        by)
                .update();
    }

    Optional<Answer> find(String id) {
        return sql.sql(ENTRIES + " where a.id = ?")
                .param(id)
                .query(AnswerRepository::answer)
                .optional();
    }

    /** The same, and nobody else changes it until the transaction ends. */
    Optional<Answer> findForUpdate(String id) {
        sql.sql("select id from answer where id = ? for update")
                .param(id)
                .query(String.class)
                .optional();
        return find(id);
    }

    /** Those of the plan, and of the crisis if one is named; those of the crisis and the newest come first. */
    List<Answer> of(@Nullable String crisis) {
        return sql.sql(
                        ENTRIES + " where a.crisis is null or a.crisis = ?"
                                + " order by case when a.crisis is null then 1 else 0 end, a.approved_at desc nulls first, a.asked_at desc")
                .param(crisis)
                .query(AnswerRepository::answer)
                .list();
    }

    /** All of them: those of crises that run before those of the plan, those of crises that are over last. */
    List<Answer> all() {
        return sql.sql(ENTRIES + """
                         left join crisis c on c.number = a.crisis
                        order by case when a.crisis is null then 1 when c.closed_at is null then 0 else 2 end,
                            a.crisis desc, a.approved_at desc nulls first, a.asked_at desc
                        fetch first 2000 rows only""").query(AnswerRepository::answer).list();
    }

    void inHand(String id, String processInstance) {
        sql.sql("update answer set process_instance = ? where id = ?")
                .params(processInstance, id)
                .update();
    }

    void approved(Answer answer, String statement, String question) {
        OffsetDateTime at = now();
        sql.sql("insert into answer_version (answer, version, statement_id, approved_at) values (?, ?, ?, ?)")
                .params(answer.id(), answer.version() + 1, statement, at)
                .update();
        sql.sql("update answer set version = ?, statement_id = ?, approved_at = ?, question = ? where id = ?")
                .params(answer.version() + 1, statement, at, question, answer.id())
                .update();
    }

    void retire(String id, @Nullable String by) {
        sql.sql("update answer set retired_at = ?, retired_by = ? where id = ?")
                .params(by == null ? null : now(), by, id)
                .update();
    }

    /** The newest first. */
    List<Version> versions(String id) {
        return sql.sql("select * from answer_version where answer = ? order by version desc")
                .param(id)
                .query((row, i) -> new Version(
                        row.getInt("version"),
                        row.getString("statement_id"),
                        row.getObject("approved_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Answer answer(ResultSet row, int i) throws SQLException {
        @Nullable OffsetDateTime approved = row.getObject("approved_at", OffsetDateTime.class);
        @Nullable String statement = row.getString("statement_id");
        return new Answer(
                row.getString("id"),
                row.getString("crisis"),
                row.getString("kind"),
                row.getString("audience"),
                row.getString("about"),
                row.getString("question"),
                row.getInt("version"),
                statement,
                approved == null ? null : approved.toInstant(),
                row.getString("process_instance"),
                row.getString("drafted"),
                row.getObject("retired_at") != null ? State.RETIRED : statement == null ? State.ASKED : State.VALID);
    }
}
