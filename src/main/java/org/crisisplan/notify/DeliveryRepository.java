package org.crisisplan.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.notify.Delivery.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All mails, waiting and gone. */
@Repository
class DeliveryRepository {

    private static final int ERROR = 1000;

    private final JdbcClient database;

    DeliveryRepository(JdbcClient database) {
        this.database = database;
    }

    void add(Delivery delivery) {
        database.sql("""
                insert into delivery (id, number, kind, user_id, recipient, language, subject, body, calendar, message_id,
                    state, attempts, job_id, created, sent_at, last_error)
                values (:id, :number, :kind, :user, :recipient, :language, :subject, :body, :calendar, :messageId,
                    :state, :attempts, :jobId, :created, :sentAt, :lastError)""")
                .param("id", delivery.id())
                .param("number", delivery.number())
                .param("kind", delivery.kind().word())
                .param("user", delivery.user())
                .param("recipient", delivery.recipient())
                .param("language", delivery.language().code())
                .param("subject", delivery.subject())
                .param("body", delivery.body())
                .param("calendar", delivery.calendar())
                .param("messageId", delivery.messageId())
                .param("state", delivery.state().word())
                .param("attempts", delivery.attempts())
                .param("jobId", delivery.jobId())
                .param("created", utc(delivery.created()))
                .param("sentAt", delivery.sentAt() == null ? null : utc(delivery.sentAt()))
                .param("lastError", delivery.lastError())
                .update();
    }

    Optional<Delivery> find(String id) {
        return database.sql("select * from delivery where id = ?")
                .param(id)
                .query(DeliveryRepository::delivery)
                .optional();
    }

    /** Keeps the row for the running transaction, so that no two nodes send the same mail at the same time. */
    Optional<Delivery> take(String id) {
        return database.sql("select * from delivery where id = ? for update")
                .param(id)
                .query(DeliveryRepository::delivery)
                .optional();
    }

    /** Ids of the mails that are still to be sent, oldest first. */
    List<String> waiting() {
        return database.sql("select id from delivery where state = 'waiting' order by created, id")
                .query(String.class)
                .list();
    }

    /** @param page from 0; newest first */
    List<Delivery> page(@Nullable State state, int page, int size) {
        Map<String, Object> values = new HashMap<>();
        String where = where(state, values);
        return database.sql(
                        "select * from delivery" + where + " order by created desc, id desc limit :size offset :offset")
                .params(values)
                .param("size", size)
                .param("offset", (long) page * size)
                .query(DeliveryRepository::delivery)
                .list();
    }

    long count(@Nullable State state) {
        Map<String, Object> values = new HashMap<>();
        String where = where(state, values);
        return database.sql("select count(*) from delivery" + where)
                .params(values)
                .query(Long.class)
                .single();
    }

    void sent(String id, Instant at) {
        database.sql(
                        "update delivery set state = 'sent', sent_at = ?, attempts = attempts + 1, job_id = null, last_error = null where id = ?")
                .params(utc(at), id)
                .update();
    }

    /** When the mails of the time since then went to that address, oldest first. */
    List<Instant> sentTo(String recipient, Instant since) {
        return database.sql("select sent_at from delivery where recipient = ? and sent_at > ? order by sent_at")
                .params(recipient, utc(since))
                .query((row, number) ->
                        row.getObject("sent_at", OffsetDateTime.class).toInstant())
                .list();
    }

    void notSent(String id, State state, String error) {
        String line = PlainText.line(error, ERROR);
        database.sql("update delivery set state = ?, attempts = attempts + 1, last_error = ? where id = ?")
                .params(state.word(), line, id)
                .update();
    }

    void sentBy(String id, @Nullable String jobId) {
        database.sql("update delivery set job_id = :job where id = :id")
                .param("job", jobId)
                .param("id", id)
                .update();
    }

    private static String where(@Nullable State state, Map<String, Object> values) {
        if (state == null) {
            return "";
        }
        values.put("state", state.word());
        return " where state = :state";
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        OffsetDateTime sentAt = row.getObject("sent_at", OffsetDateTime.class);
        return new Delivery(
                row.getString("id"),
                row.getString("number"),
                MailKind.of(row.getString("kind")),
                row.getString("user_id"),
                row.getString("recipient"),
                Language.of(row.getString("language")).orElseThrow(),
                row.getString("subject"),
                row.getString("body"),
                row.getString("calendar"),
                row.getString("message_id"),
                State.of(row.getString("state")),
                row.getInt("attempts"),
                row.getString("job_id"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                sentAt == null ? null : sentAt.toInstant(),
                row.getString("last_error"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
