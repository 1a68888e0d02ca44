package org.crisisplan.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The mails and chat messages about a crisis, for whoever looks back: what was told to whom, and how far it got. */
@Component
public class MailLog {

    private final JdbcClient database;

    MailLog(JdbcClient database) {
        this.database = database;
    }

    /**
     * A mail or chat message, without its text.
     *
     * @param way {@code mail} or {@code chat}
     * @param state {@code waiting}, {@code sent}, {@code failed}, {@code held} or {@code digested}
     * @param error what the server answered last, if it did not take it at once
     * @param together it was told in the message of another one
     */
    public record LoggedMail(
            String id,
            String way,
            String kind,
            String user,
            String recipient,
            String subject,
            String state,
            int attempts,
            @Nullable String taskId,
            Instant created,
            @Nullable Instant sentAt,
            @Nullable String error,
            boolean together) {}

    public int count(String number) {
        return database.sql("select count(*) from delivery where number = ?")
                .param(number)
                .query(Integer.class)
                .single();
    }

    /** @param from from 0; oldest first */
    public List<LoggedMail> of(String number, int from, int most) {
        return database.sql(
                        "select * from delivery where number = ? order by created, id offset ? rows fetch first ? rows only")
                .params(number, from, most)
                .query(MailLog::mail)
                .list();
    }

    /** All of them, oldest first. */
    public List<LoggedMail> of(String number) {
        return database.sql("select * from delivery where number = ? order by created, id")
                .param(number)
                .query(MailLog::mail)
                .list();
    }

    private static LoggedMail mail(ResultSet row, int number) throws SQLException {
        OffsetDateTime sent = row.getObject("sent_at", OffsetDateTime.class);
        return new LoggedMail(
                row.getString("id"),
                row.getString("way"),
                row.getString("kind"),
                row.getString("user_id"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getString("task_id"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                sent == null ? null : sent.toInstant(),
                row.getString("last_error"),
                row.getString("sent_with") != null);
    }
}
