package org.crisisplan.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The versions of every statement and who approved which; written in the transaction of the engine's step. */
@Repository
class StatementRepository {

    private final JdbcClient sql;
    private final Clock clock;

    StatementRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The version in force of the statement that this run is about. */
    Optional<Statement> latest(String processInstance) {
        return sql.sql("select * from statement where process_instance = ? order by version desc limit 1")
                .param(processInstance)
                .query(this::statement)
                .optional();
    }

    Optional<Statement> find(String id) {
        return sql.sql("select * from statement where id = ?")
                .param(id)
                .query(this::statement)
                .optional();
    }

    /** All versions of the statement, first to last. */
    List<Statement> versions(String processInstance) {
        return sql.sql("select * from statement where process_instance = ? order by version")
                .param(processInstance)
                .query(this::statement)
                .list();
    }

    /** The same, and nobody else may submit, approve or publish it until this transaction ends. */
    Optional<Statement> latestForUpdate(String processInstance) {
        // version 0 is always there and never replaced, so everybody queues at the same row
        sql.sql("select id from statement where process_instance = ? and version = 0 for update")
                .param(processInstance)
                .query(String.class)
                .optional();
        return latest(processInstance);
    }

    void add(Statement version) {
        StatementText text = version.text();
        sql.sql("""
                        insert into statement (id, process_instance, crisis, kind, version, level, phase, title_en, title_zh,
                            text_en, text_zh, hash, author, approvers, drafted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        version.id(),
                        version.processInstance(),
                        version.crisis().isEmpty() ? null : version.crisis(),
                        version.kind().word(),
                        version.version(),
                        version.level(),
                        version.phase(),
                        text.titleEn(),
                        text.titleZh(),
                        text.textEn(),
                        text.textZh(),
                        version.hash(),
                        version.author(),
                        String.join(" ", version.approvers()),
                        version.draftedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void withdraw(Statement version, String user) {
        sql.sql("update statement set withdrawn_at = ?, withdrawn_by = ? where id = ? and withdrawn_at is null")
                .params(now(), user, version.id())
                .update();
    }

    /** Every word on this version, first to last. */
    List<Approval> approvalsOf(Statement version) {
        return sql.sql(
                        "select hash, for_group, approver, verdict from approval where statement_id = ? order by ordinal")
                .param(version.id())
                .query((row, i) -> new Approval(
                        row.getString("hash"),
                        row.getString("for_group"),
                        row.getString("approver"),
                        Approval.Verdict.valueOf(row.getString("verdict").toUpperCase(Locale.ROOT))))
                .list();
    }

    /** What a group said last of this version. */
    String lastRemark(Statement version, String group) {
        return sql.sql(
                        "select remark from approval where statement_id = ? and for_group = ? order by ordinal desc fetch first 1 rows only")
                .params(version.id(), group)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** When a version says that we speak next. */
    Optional<Instant> promisedBy(String id) {
        return sql.sql("select next_update_at from statement where id = ? and next_update_at is not null")
                .param(id)
                .query((row, i) ->
                        row.getObject("next_update_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    void add(Statement version, Approval approval, String remark) {
        sql.sql("""
                        insert into approval (statement_id, ordinal, hash, for_group, approver, verdict, remark, given_at)
                        values (?, (select count(*) from approval where statement_id = ?), ?, ?, ?, ?, ?, ?)""")
                .params(
                        version.id(),
                        version.id(),
                        approval.hash(),
                        approval.group(),
                        approval.approver(),
                        approval.verdict().name().toLowerCase(Locale.ROOT),
                        remark,
                        now())
                .update();
    }

    /** What the public has read of this crisis, first to last. */
    List<Statement> published(String crisis) {
        return sql.sql("""
                        select s.* from statement s join
                            (select statement_id, min(published_at) as published from publication
                                where published_at is not null group by statement_id) p on p.statement_id = s.id
                        where s.crisis = ? order by p.published""").param(crisis).query(this::statement).list();
    }

    /** Keeps when a version says that we speak next. */
    void promises(String id, Instant nextUpdate) {
        sql.sql("update statement set next_update_at = ? where id = ?")
                .params(nextUpdate.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private Statement statement(ResultSet row, int i) throws SQLException {
        @Nullable OffsetDateTime withdrawnAt = row.getObject("withdrawn_at", OffsetDateTime.class);
        String approvers = row.getString("approvers");
        return new Statement(
                row.getString("id"),
                row.getString("process_instance"),
                Objects.requireNonNullElse(row.getString("crisis"), ""),
                StatementKind.of(row.getString("kind")),
                row.getInt("version"),
                row.getObject("level") == null ? null : row.getInt("level"),
                row.getString("phase"),
                new StatementText(
                        row.getString("title_en"),
                        row.getString("title_zh"),
                        row.getString("text_en"),
                        row.getString("text_zh")),
                row.getString("hash"),
                row.getString("author"),
                approvers.isBlank() ? List.of() : Arrays.asList(approvers.split(" ")),
                row.getObject("drafted_at", OffsetDateTime.class).toInstant(),
                withdrawnAt == null ? null : withdrawnAt.toInstant());
    }
}
