package org.crisisplan.notify;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All mails and chat messages about a crisis, word for word, for whoever takes its record along. Links that act in a reader's name are hidden. */
@Component
public class MailCopies {

    private final JdbcClient database;

    MailCopies(JdbcClient database) {
        this.database = database;
    }

    /**
     * One mail or message.
     *
     * @param way mail or chat
     * @param together the id of the one in whose message this was told; null if it went out by itself
     * @param answer what the server said last; null if it took it
     */
    public record Copy(
            String id,
            String way,
            String kind,
            String user,
            String recipient,
            String language,
            String subject,
            String body,
            String messageId,
            String state,
            int attempts,
            @Nullable String together,
            Instant created,
            @Nullable Instant sentAt,
            @Nullable String answer) {}

    /** The oldest first, one after the other: a crisis may have thousands. */
    public void of(String crisis, Consumer<Copy> reader) {
        database.sql("select * from delivery where number = ? order by created, id")
                .param(crisis)
                .query(row -> {
                    Delivery mail = DeliveryRepository.delivery(row, 0);
                    reader.accept(new Copy(
                            mail.id(),
                            mail.way().word(),
                            mail.kind().word(),
                            mail.user(),
                            mail.recipient(),
                            mail.language().code(),
                            mail.subject(),
                            SecretLinks.hidden(mail.body()),
                            mail.messageId(),
                            mail.state().word(),
                            mail.attempts(),
                            mail.sentWith(),
                            mail.created(),
                            mail.sentAt(),
                            mail.lastError()));
                });
    }
}
