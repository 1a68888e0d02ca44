package org.crisisplan.media.inquiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.crisisplan.media.inquiry.Inquiry.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The inquiries of every crisis. */
@Repository
class InquiryRepository {

    private final JdbcClient sql;

    InquiryRepository(JdbcClient sql) {
        this.sql = sql;
    }

    /** The caller holds the crisis, so that no two get one number. */
    int nextOrdinal(String crisis) {
        return sql.sql("select coalesce(max(ordinal), 0) + 1 from inquiry where crisis = ?")
                .param(crisis)
                .query(Integer.class)
                .single();
    }

    void add(Inquiry inquiry) {
        sql.sql("""
                        insert into inquiry (id, crisis, ordinal, asker, outlet, way, address, language, question, asked_at, answer_by, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        inquiry.id(),
                        inquiry.crisis(),
                        inquiry.ordinal(),
                        inquiry.asker(),
                        inquiry.outlet(),
                        inquiry.way(),
                        inquiry.address(),
                        inquiry.language(),
                        inquiry.question(),
                        utc(inquiry.askedAt()),
                        inquiry.answerBy() == null ? null : utc(inquiry.answerBy()),
                        inquiry.state().word())
                .update();
    }

    Optional<Inquiry> find(String id) {
        return sql.sql("select * from inquiry where id = ?")
                .param(id)
                .query(InquiryRepository::inquiry)
                .optional();
    }

    Optional<Inquiry> find(String crisis, int ordinal) {
        return sql.sql("select * from inquiry where crisis = ? and ordinal = ?")
                .params(crisis, ordinal)
                .query(InquiryRepository::inquiry)
                .optional();
    }

    void eraseQuestion(String id) {
        sql.sql("update inquiry set asker = '', outlet = '', address = '', question = '' where id = ?")
                .param(id)
                .update();
    }

    void eraseReason(String id) {
        sql.sql("update inquiry set reason = '' where id = ?").param(id).update();
    }

    /** The open ones first, those due first among them; then the others, the newest first. */
    List<Inquiry> of(String crisis) {
        return sql.sql("""
                        select * from inquiry where crisis = ?
                        order by case state when 'open' then 0 else 1 end,
                            case state when 'open' then answer_by end nulls last, settled_at desc, ordinal desc""").param(crisis).query(InquiryRepository::inquiry).list();
    }

    long open(String crisis) {
        return sql.sql("select count(*) from inquiry where crisis = ? and state = 'open'")
                .param(crisis)
                .query(Long.class)
                .single();
    }

    /** @return false if somebody settled it before */
    boolean settle(
            String id,
            State state,
            @Nullable String statement,
            @Nullable String told,
            @Nullable String reason,
            Instant at,
            String by) {
        return sql.sql("""
                                update inquiry set state = ?, statement_id = ?, told = ?, reason = ?, settled_at = ?, settled_by = ?
                                where id = ? and state = 'open'""")
                        .params(state.word(), statement, told, reason, utc(at), by, id)
                        .update()
                == 1;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Inquiry inquiry(ResultSet row, int i) throws SQLException {
        return new Inquiry(
                row.getString("id"),
                row.getString("crisis"),
                row.getInt("ordinal"),
                row.getString("asker"),
                row.getString("outlet"),
                row.getString("way"),
                row.getString("address"),
                row.getString("language"),
                row.getString("question"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                perhaps(row, "answer_by"),
                State.of(row.getString("state")),
                row.getString("statement_id"),
                row.getString("told"),
                perhaps(row, "settled_at"),
                row.getString("settled_by"),
                row.getString("reason"));
    }
}
