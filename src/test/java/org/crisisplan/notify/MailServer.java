package org.crisisplan.notify;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * The mail server of the tests: a real one on a free port, started and stopped at will. It is a bean of the shared test
 * application ({@code @Autowired MailServer mails}). While it is stopped, which it is at first, nobody answers where the
 * application sends its mails, and the mails wait. Mails go out when a test says so: by {@link #deliver()}, or as a drill's time
 * passes. One that could not be sent is due again later.
 */
@Component
public class MailServer implements DisposableBean {

    private static final int NOBODY_LISTENS = 1;

    private final JavaMailSenderImpl sender;
    private final MailDispatcher dispatcher;
    private final JdbcClient database;
    private @Nullable GreenMail server;

    MailServer(JavaMailSenderImpl sender, MailDispatcher dispatcher, JdbcClient database) {
        this.sender = sender;
        this.dispatcher = dispatcher;
        this.database = database;
    }

    /** Starts with empty mailboxes. */
    public void start() {
        stop();
        server = new QuickMailServer();
        server.start();
        sender.setPort(server.getSmtp().getPort());
    }

    public void stop() {
        sender.setPort(NOBODY_LISTENS);
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    /** Sends the application's mails to a server that answers by a script. */
    public void replaceBy(ScriptedMailServer scripted) {
        stop();
        sender.setPort(scripted.port());
    }

    /** What arrived for the address, oldest first. */
    public List<MimeMessage> messagesTo(String address) {
        return messages().stream()
                .filter(mail -> recipients(mail).contains(address))
                .toList();
    }

    /** Everything that arrived, oldest first. */
    public List<MimeMessage> messages() {
        if (server == null) {
            throw new IllegalStateException("The mail server is not running: call start() first");
        }
        return List.of(server.getReceivedMessages());
    }

    /** Subjects of what arrived for the address, oldest first. */
    public List<String> subjectsTo(String address) {
        return messagesTo(address).stream().map(MailServer::subject).toList();
    }

    /** Sends every mail that is due by the engine's clock, once, and tells of those that failed. */
    public void deliver() {
        dispatcher.sendDue();
    }

    /** When the next mail that waits is due. */
    public Optional<Instant> nextAttempt() {
        return database.sql(
                        "select next_attempt from delivery where state = 'waiting' and next_attempt is not null order by next_attempt fetch first 1 rows only")
                .query((row, number) ->
                        row.getObject("next_attempt", OffsetDateTime.class).toInstant())
                .optional();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static List<String> recipients(MimeMessage mail) {
        try {
            return Arrays.stream(mail.getAllRecipients()).map(Object::toString).toList();
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void destroy() {
        stop();
    }
}
