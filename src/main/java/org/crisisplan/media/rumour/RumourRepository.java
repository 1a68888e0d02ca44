package org.crisisplan.media.rumour;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register of rumours of every crisis. */
@Repository
class RumourRepository {

    private final JdbcClient sql;

    RumourRepository(JdbcClient sql) {
        this.sql = sql;
    }

    /** The caller holds the crisis, so that no two get one number. */
    int nextOrdinal(String crisis) {
        return sql.sql("select coalesce(max(ordinal), 0) + 1 from rumour where crisis = ?")
                .param(crisis)
                .query(Integer.class)
                .single();
    }

    void add(Rumour rumour) {
        sql.sql("""
                        insert into rumour (id, crisis, ordinal, claim, seen_at, first_seen, reach, noted_by, verdict, source)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        rumour.id(),
                        rumour.crisis(),
                        rumour.ordinal(),
                        rumour.claim(),
                        rumour.seenAt(),
                        utc(rumour.firstSeen()),
                        rumour.reach(),
                        rumour.notedBy(),
                        rumour.verdict(),
                        rumour.source())
                .update();
    }

    void judge(String id, String verdict, String source, @Nullable Long reach, Instant at, String by) {
        sql.sql("update rumour set verdict = ?, source = ?, reach = ?, judged_at = ?, judged_by = ? where id = ?")
                .params(verdict, source, reach, utc(at), by, id)
                .update();
    }

    void answeredBy(String id, String answer) {
        sql.sql("update rumour set answer = ? where id = ?").params(answer, id).update();
    }

    void eraseClaim(String crisis, int ordinal) {
        sql.sql("update rumour set claim = '', seen_at = '' where crisis = ? and ordinal = ?")
                .params(crisis, ordinal)
                .update();
    }

    void eraseSource(String crisis, int ordinal) {
        sql.sql("update rumour set source = '' where crisis = ? and ordinal = ?")
                .params(crisis, ordinal)
                .update();
    }

    Optional<Rumour> find(String crisis, int ordinal) {
        return sql.sql("select * from rumour where crisis = ? and ordinal = ?")
                .params(crisis, ordinal)
                .query(RumourRepository::rumour)
                .optional();
    }

    /** The open ones first, those that reach most among them. */
    List<Rumour> of(String crisis) {
        return sql.sql("""
                        select * from rumour where crisis = ?
                        order by case verdict when 'open' then 0 else 1 end, reach desc nulls last, ordinal desc""").param(crisis).query(RumourRepository::rumour).list();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Rumour rumour(ResultSet row, int i) throws SQLException {
        @Nullable OffsetDateTime judged = row.getObject("judged_at", OffsetDateTime.class);
        return new Rumour(
                row.getString("id"),
                row.getString("crisis"),
                row.getInt("ordinal"),
                row.getString("claim"),
                row.getString("seen_at"),
                row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                row.getObject("reach") == null ? null : Long.valueOf(row.getLong("reach")),
                row.getString("noted_by"),
                row.getString("verdict"),
                row.getString("source"),
                judged == null ? null : judged.toInstant(),
                row.getString("judged_by"),
                row.getString("answer"));
    }
}
