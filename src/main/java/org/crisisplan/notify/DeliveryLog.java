package org.crisisplan.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every mail and chat message about a crisis and what the servers said of it: for auditors. */
@Component
public class DeliveryLog {

    private final JdbcClient database;

    DeliveryLog(JdbcClient database) {
        this.database = database;
    }

    /**
     * One that was written.
     *
     * @param way mail or chat
     * @param kind such as {@code new-task}
     * @param user whom it is for
     * @param recipient the mail address, or the room
     * @param state waiting, sent, failed, held or digested
     * @param answer what the server said last, if it did not take it
     * @param together it was told in the message of another one
     */
    public record Line(
            Instant written,
            String way,
            String kind,
            String user,
            String recipient,
            String subject,
            String state,
            int attempts,
            @Nullable Instant sentAt,
            @Nullable String answer,
            boolean together) {}

    /** The oldest first. */
    public List<Line> of(String number) {
        return database.sql("""
                        select created, way, kind, user_id, recipient, subject, state, attempts, sent_at, last_error, sent_with
                        from delivery where number = ? order by created, id""").param(number).query(DeliveryLog::line).list();
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        @Nullable OffsetDateTime sent = row.getObject("sent_at", OffsetDateTime.class);
        return new Line(
                row.getObject("created", OffsetDateTime.class).toInstant(),
                row.getString("way"),
                row.getString("kind"),
                row.getString("user_id"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("state"),
                row.getInt("attempts"),
                sent == null ? null : sent.toInstant(),
                row.getString("last_error"),
                row.getString("sent_with") != null);
    }
}
