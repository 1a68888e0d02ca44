package org.crisisplan.publish;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What went out on which channel, and what a channel would not take. */
@Repository
class PublicationRepository {

    private static final int LONGEST_REFUSAL = 1000;

    private final JdbcClient sql;
    private final Clock clock;

    PublicationRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    boolean published(ApprovedStatement statement, PublicChannel channel) {
        return sql.sql(
                                "select count(*) from publication where statement_id = ? and channel = ? and state = 'published'")
                        .params(statement.id(), channel.name())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether it stands on any channel. */
    boolean isPublic(ApprovedStatement statement) {
        return sql.sql("select count(*) from publication where statement_id = ? and state = 'published'")
                        .param(statement.id())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** When the public last heard of the crisis. */
    Optional<Instant> lastOf(String crisis) {
        return sql.sql("""
                        select published_at from publication p join statement s on s.id = p.statement_id
                        where s.crisis = ? and p.state = 'published' order by published_at desc fetch first row only""")
                .param(crisis)
                .query((row, number) ->
                        row.getObject("published_at", OffsetDateTime.class).toInstant())
                .optional();
    }

    void published(ApprovedStatement statement, String channel) {
        begin(statement, channel);
        sql.sql("""
                        update publication set state = 'published', attempts = attempts + 1, refusal = null, published_at = ?
                        where statement_id = ? and channel = ?""").params(now(), statement.id(), channel).update();
    }

    void refused(ApprovedStatement statement, String channel, String reason) {
        begin(statement, channel);
        sql.sql("""
                        update publication set state = 'refused', attempts = attempts + 1, refusal = ?
                        where statement_id = ? and channel = ?""")
                .params(reason.substring(0, Math.min(reason.length(), LONGEST_REFUSAL)), statement.id(), channel)
                .update();
    }

    /** The caller holds the statement's lock, so nobody writes this row between the question and the answer. */
    private void begin(ApprovedStatement statement, String channel) {
        int known = sql.sql("select count(*) from publication where statement_id = ? and channel = ?")
                .params(statement.id(), channel)
                .query(Integer.class)
                .single();
        if (known == 0) {
            sql.sql(
                            "insert into publication (statement_id, channel, hash, state, attempts) values (?, ?, ?, 'begun', 0)")
                    .params(statement.id(), channel, statement.hash())
                    .update();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
