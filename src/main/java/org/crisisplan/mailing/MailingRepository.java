package org.crisisplan.mailing;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.mailing.Mailing.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Mailings, their words, and how far each got with whom. */
@Repository
class MailingRepository {

    private static final int LONGEST_PROBLEM = 500;

    private final JdbcClient sql;
    private final JdbcTemplate batches;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    MailingRepository(JdbcClient sql, JdbcTemplate batches, Clock clock) {
        this.sql = sql;
        this.batches = batches;
        this.clock = clock;
    }

    Optional<Mailing> find(long id) {
        return sql.sql("select * from mailing where id = ?")
                .param(id)
                .query(this::mailing)
                .optional();
    }

    Optional<Mailing> find(String source, String key) {
        return sql.sql("select * from mailing where source = ? and mailing_key = ?")
                .params(source, key)
                .query(this::mailing)
                .optional();
    }

    List<Mailing> of(String crisis) {
        return sql.sql("select * from mailing where crisis = ? order by opened_at, id")
                .param(crisis)
                .query(this::mailing)
                .list();
    }

    /** @throws DuplicateKeyException if another transaction has opened it meanwhile */
    long add(String source, String key, @Nullable String crisis, @Nullable String statement, List<Text> texts) {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        var made = new GeneratedKeyHolder();
        sql.sql("""
                        insert into mailing (source, mailing_key, crisis, statement, secret, opened_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(source, key, crisis, statement, HexFormat.of().formatHex(secret), now())
                .update(made, "id");
        Number id = made.getKey();
        if (id == null) {
            throw new IllegalStateException("The database gave the mailing no number");
        }
        texts.forEach(
                text -> sql.sql("insert into mailing_text (mailing_id, language, subject, body) values (?, ?, ?, ?)")
                        .params(id.longValue(), text.language(), text.subject(), text.body())
                        .update());
        return id.longValue();
    }

    /** One that still goes on. */
    record Open(Mailing mailing, boolean filled) {

        /** Those of one line are told in their order. */
        String line() {
            return mailing.source() + " " + (mailing.crisis() == null ? mailing.id() : mailing.crisis());
        }
    }

    /** In the order in which they were opened. */
    List<Open> open() {
        return sql.sql("select * from mailing where ended_at is null order by id")
                .query((row, i) -> new Open(mailing(row, i), row.getBoolean("filled")))
                .list();
    }

    /** Where the asking for recipients stands. */
    record Filling(@Nullable String after, boolean filled) {}

    /** In a transaction: nobody else fills it until that ends. Empty if somebody does. */
    Optional<Filling> holdForFilling(long mailing) {
        return sql.sql("select filled_after, filled from mailing where id = ? for update skip locked")
                .param(mailing)
                .query((row, i) -> new Filling(row.getString("filled_after"), row.getBoolean("filled")))
                .optional();
    }

    /** Nobody stands in it twice. */
    void add(long mailing, List<Recipient> recipients) {
        OffsetDateTime now = now();
        batches.batchUpdate("""
                        insert into mailing_recipient (mailing_id, ref, state, queued_at, next_attempt)
                        select cast(? as bigint), cast(? as varchar), 'queued', cast(? as timestamp with time zone), cast(? as timestamp with time zone)
                        where not exists (select 1 from mailing_recipient where mailing_id = ? and ref = ?)""", new BatchPreparedStatementSetter() {
            @Override
            public void setValues(java.sql.PreparedStatement row, int i) throws SQLException {
                String ref = recipients.get(i).ref();
                row.setLong(1, mailing);
                row.setString(2, ref);
                row.setObject(3, now);
                row.setObject(4, now);
                row.setLong(5, mailing);
                row.setString(6, ref);
            }

            @Override
            public int getBatchSize() {
                return recipients.size();
            }
        });
    }

    void filledTo(long mailing, @Nullable String after, boolean all) {
        sql.sql("update mailing set filled_after = ?, filled = ? where id = ?")
                .params(after, all, mailing)
                .update();
    }

    /** Its recipients are asked for once more, from the beginning; and whoever was queued again is sent to. */
    void reopen(long mailing, boolean refill) {
        sql.sql("update mailing set ended_at = null, told = false where id = ?")
                .param(mailing)
                .update();
        if (refill) {
            filledTo(mailing, null, false);
        }
    }

    Map<RecipientState, Long> counts(long mailing) {
        Map<RecipientState, Long> counts = new EnumMap<>(RecipientState.class);
        sql.sql("select state, count(*) as people from mailing_recipient where mailing_id = ? group by state")
                .param(mailing)
                .query(row -> {
                    counts.put(RecipientState.of(row.getString("state")), row.getLong("people"));
                });
        return counts;
    }

    /** Where a mailing stands, beside its recipients. */
    record Standing(
            boolean filled,
            @Nullable Instant endedAt,
            @Nullable String obstacle) {}

    Standing standing(long mailing) {
        return sql.sql("select filled, ended_at, obstacle from mailing where id = ?")
                .param(mailing)
                .query((row, i) ->
                        new Standing(row.getBoolean("filled"), at(row, "ended_at"), row.getString("obstacle")))
                .single();
    }

    String secretOf(long mailing) {
        return sql.sql("select secret from mailing where id = ?")
                .param(mailing)
                .query(String.class)
                .single();
    }

    /** In the order of their references. @param state null for all */
    List<RecipientRow> recipients(long mailing, @Nullable RecipientState state, @Nullable String after, int limit) {
        return sql.sql("select * from mailing_recipient where mailing_id = :mailing and ref > :after"
                        + (state == null ? "" : " and state = :state") + " order by ref fetch first :most rows only")
                .param("mailing", mailing)
                .param("after", after == null ? "" : after)
                .param("state", state == null ? "" : state.word())
                .param("most", limit)
                .query(MailingRepository::recipient)
                .list();
    }

    Optional<RecipientRow> recipient(long mailing, String ref) {
        return sql.sql("select * from mailing_recipient where mailing_id = ? and ref = ?")
                .params(mailing, ref)
                .query(MailingRepository::recipient)
                .optional();
    }

    int queueNotReached(long mailing) {
        return sql.sql("""
                        update mailing_recipient set state = 'queued', attempts = 0, queued_at = :now, next_attempt = :now,
                            taken_by = null, taken_until = null, settled_at = null, status = null
                        where mailing_id = :mailing and state in ('bounced', 'failed')""").param("now", now()).param("mailing", mailing).update();
    }

    int decideDoubts(long mailing, @Nullable String ref, boolean sendAgain) {
        String one = ref == null ? "" : " and ref = :ref";
        String decision = sendAgain
                ? "state = 'queued', attempts = 0, queued_at = :now, next_attempt = :now, taken_by = null, taken_until = null, settled_at = null"
                : "state = 'sent', settled_at = :now, problem = null";
        return sql.sql("update mailing_recipient set " + decision
                        + " where mailing_id = :mailing and state = 'in-doubt'" + one)
                .param("now", now())
                .param("mailing", mailing)
                .param("ref", ref == null ? "" : ref)
                .update();
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static String shortened(String problem) {
        return problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM));
    }

    static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static RecipientRow recipient(ResultSet row, int number) throws SQLException {
        return new RecipientRow(
                row.getString("ref"),
                RecipientState.of(row.getString("state")),
                row.getInt("attempts"),
                at(row, "settled_at"),
                row.getString("status"),
                row.getString("problem"));
    }

    private Mailing mailing(ResultSet row, int number) throws SQLException {
        long id = row.getLong("id");
        List<Text> texts = sql.sql("select * from mailing_text where mailing_id = ? order by language desc")
                .param(id)
                .query((text, i) ->
                        new Text(text.getString("language"), text.getString("subject"), text.getString("body")))
                .list();
        return new Mailing(
                id,
                row.getString("source"),
                row.getString("mailing_key"),
                row.getString("crisis"),
                row.getString("statement"),
                texts,
                row.getObject("opened_at", OffsetDateTime.class).toInstant());
    }
}
