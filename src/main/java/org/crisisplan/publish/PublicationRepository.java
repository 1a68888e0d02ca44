package org.crisisplan.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.ChannelTable.Row;
import org.crisisplan.publish.Post.Conversation;
import org.crisisplan.publish.Publication.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What goes where, what went out with its receipt, and what a channel would not take. */
@Repository
class PublicationRepository {

    private static final int LONGEST_PROBLEM = 1000;
    private static final int LONGEST_ADDRESS = 1000;
    /** What comes earlier in the table is tried earlier, but stands in nobody's way for longer than this. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private final JdbcClient sql;
    private final Clock clock;

    PublicationRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    Optional<Publication> find(String statementId, String channel) {
        return sql.sql("select * from publication where statement_id = ? and channel = ?")
                .params(statementId, channel)
                .query(PublicationRepository::publication)
                .optional();
    }

    boolean published(ApprovedStatement statement, PublicChannel channel) {
        return find(statement.id(), channel.name())
                .filter(row -> row.state() == State.PUBLISHED)
                .isPresent();
    }

    /** Whether it stands on any channel. */
    boolean isPublic(String statementId) {
        return sql.sql("select count(*) from publication where statement_id = ? and state = 'published'")
                        .param(statementId)
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

    /** Where the public read of the crisis, in the order in which it first did. */
    List<Row> whereRead(String crisis) {
        return sql.sql("""
                        select p.* from publication p join statement s on s.id = p.statement_id
                        where s.crisis = ? and p.state = 'published' order by p.published_at, p.turn""").param(crisis).query(PublicationRepository::publication).list().stream()
                .map(Publication::where)
                .toList();
    }

    /** What the channel calls the first and the latest post of the crisis there. */
    Optional<Conversation> conversation(String crisis, String channel) {
        List<String> ids =
                sql.sql("""
                        select p.remote_id from publication p join statement s on s.id = p.statement_id
                        where s.crisis = ? and p.channel = ? and p.state = 'published' and p.remote_id is not null
                        order by p.published_at, s.version""").params(crisis, channel).query(String.class).list();
        return ids.isEmpty() ? Optional.empty() : Optional.of(new Conversation(ids.get(0), ids.get(ids.size() - 1)));
    }

    /** The channels that the table named for this statement, in its order; nothing before it was asked. */
    List<String> planned(String statementId) {
        return sql.sql("select channel from publication where statement_id = ? and turn is not null order by turn")
                .param(statementId)
                .query(String.class)
                .list();
    }

    void plan(String statementId, String hash, List<Row> rows) {
        var turn = new AtomicInteger();
        rows.forEach(row -> {
            begin(statementId, hash, row);
            sql.sql("update publication set turn = ? where statement_id = ? and channel = ?")
                    .params(turn.incrementAndGet(), statementId, row.channel())
                    .update();
        });
    }

    /** The caller holds the statement's lock, so nobody writes this row between the question and the answer. */
    void begin(String statementId, String hash, Row row) {
        if (find(statementId, row.channel()).isEmpty()) {
            sql.sql("""
                            insert into publication (statement_id, channel, hash, state, attempts, language, longest, department)
                            values (?, ?, ?, 'planned', 0, ?, ?, ?)""")
                    .params(statementId, row.channel(), hash, row.language().word(), row.longest(), row.department())
                    .update();
        }
    }

    /** Gives it to the sender. The process waits from now on. */
    void queue(String statementId, String channel) {
        sql.sql("""
                        update publication set state = 'due', queued_at = :now, next_attempt = :now, awaited = true
                        where statement_id = :statement and channel = :channel""")
                .param("now", now())
                .param("statement", statementId)
                .param("channel", channel)
                .update();
    }

    /**
     * What one node has in hand.
     *
     * @param interrupted somebody had it in hand before and never said how it ended
     */
    record Taken(Publication publication, boolean interrupted) {}

    /**
     * Gives the sender what the channel is to say next. Others leave it alone until the lease ends, which the database's clock says. What
     * was queued earlier of the same crisis goes first: nobody shall read a correction before what it corrects.
     */
    Optional<Taken> take(String channel, Duration lease) {
        return sql.sql("""
                        select p.* from publication p join statement s on s.id = p.statement_id
                        where p.channel = :channel
                          and (p.state = 'due' and p.next_attempt <= :now or p.state = 'sending' and p.taken_until < current_timestamp)
                          and not exists (select 1 from publication e join statement t on t.id = e.statement_id
                            where e.channel = p.channel and t.crisis = s.crisis and e.state in ('due', 'sending')
                              and (e.queued_at < p.queued_at or e.queued_at = p.queued_at and e.statement_id < p.statement_id))
                          and (p.queued_at < :turn or not exists (select 1 from publication e
                            where e.statement_id = p.statement_id and e.turn < p.turn and e.attempts = 0 and e.state in ('planned', 'due')))
                        order by p.next_attempt, p.queued_at fetch first 1 rows only""")
                .param("channel", channel)
                .param("now", now())
                .param("turn", clock.instant().minus(TURN).atOffset(ZoneOffset.UTC))
                .query(PublicationRepository::publication)
                .optional()
                .filter(found -> isMine(found, lease))
                .map(found -> new Taken(
                        find(found.statementId(), found.channel()).orElseThrow(), found.state() == State.SENDING));
    }

    /** Another node may have been quicker. */
    private boolean isMine(Publication found, Duration lease) {
        return sql.sql("""
                        update publication set state = 'sending', attempts = attempts + 1,
                            first_tried_at = coalesce(first_tried_at, :now),
                            taken_until = current_timestamp + cast(:lease as integer) * interval '1' second
                        where statement_id = :statement and channel = :channel and state = :state and attempts = :attempts""")
                        .param("now", now())
                        .param("lease", lease.toSeconds())
                        .param("statement", found.statementId())
                        .param("channel", found.channel())
                        .param("state", found.state().word())
                        .param("attempts", found.attempts())
                        .update()
                == 1;
    }

    void published(String statementId, String channel, Receipt receipt) {
        sql.sql("""
                        update publication set state = 'published', refusal = null, published_at = :now, remote_id = :id,
                            address = :address, sent = :sent
                        where statement_id = :statement and channel = :channel""")
                .param("now", now())
                .param("id", receipt.id().isEmpty() ? null : receipt.id())
                .param("address", address(receipt.address()))
                .param("sent", receipt.sent())
                .param("statement", statementId)
                .param("channel", channel)
                .update();
    }

    /** A drill counts as published and was sent nowhere. */
    void heldBack(String statementId, String channel) {
        sql.sql("""
                        update publication set state = 'published', held_back = true, refusal = null, published_at = :now
                        where statement_id = :statement and channel = :channel""")
                .param("now", now())
                .param("statement", statementId)
                .param("channel", channel)
                .update();
    }

    /** Our own page counts its attempts here; what the sender has in hand was counted when it took it. */
    void tried(String statementId, String channel) {
        sql.sql("update publication set attempts = attempts + 1 where statement_id = ? and channel = ?")
                .params(statementId, channel)
                .update();
    }

    /** It ended otherwise than on the channel. */
    void ended(String statementId, String channel, State state, String problem) {
        sql.sql("update publication set state = ?, refusal = ? where statement_id = ? and channel = ?")
                .params(state.word(), shortened(problem), statementId, channel)
                .update();
    }

    void tryAgain(String statementId, String channel, String problem, Instant at) {
        sql.sql("""
                        update publication set state = 'due', refusal = ?, next_attempt = ?
                        where statement_id = ? and channel = ? and state = 'sending'""")
                .params(shortened(problem), at.atOffset(ZoneOffset.UTC), statementId, channel)
                .update();
    }

    /** What is still to be said on the channel, or is being said. */
    List<Publication> unsettled(String channel) {
        return sql.sql("select * from publication where channel = ? and state in ('planned', 'due', 'sending')")
                .param(channel)
                .query(PublicationRepository::publication)
                .list();
    }

    /** What has ended and whose process waits to be told. */
    List<Publication> toTell() {
        return sql.sql(
                        "select * from publication where awaited and state in ('published', 'refused', 'doubt', 'left-out')")
                .query(PublicationRepository::publication)
                .list();
    }

    void told(String statementId, String channel) {
        sql.sql("update publication set awaited = false where statement_id = ? and channel = ?")
                .params(statementId, channel)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String address(@Nullable String address) {
        return address == null || address.length() > LONGEST_ADDRESS ? null : address;
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_PROBLEM));
    }

    private static Publication publication(ResultSet row, int number) throws SQLException {
        return new Publication(
                row.getString("statement_id"),
                new Row(
                        row.getString("channel"),
                        PostLanguage.of(row.getString("language")),
                        row.getObject("longest") == null ? null : Integer.valueOf(row.getInt("longest")),
                        row.getString("department")),
                State.of(row.getString("state")),
                row.getInt("attempts"),
                row.getString("refusal"),
                at(row, "queued_at"),
                at(row, "first_tried_at"));
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
