package org.crisisplan.notify;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * The mail server of the tests: a real one on a free port, started and stopped at will. It is a bean of the shared test
 * application ({@code @Autowired MailServer mails}). While it is stopped, which it is at first, nobody answers where the
 * application sends its mails, and the mails wait. Mails go out when their jobs are run: by {@link #deliver()}, or by a drill
 * that runs all due jobs. A job that could not send stays, with a later due date: run jobs only when they are due.
 */
@Component
public class MailServer implements DisposableBean {

    private static final int NOBODY_LISTENS = 1;

    private final JavaMailSenderImpl sender;
    private final ManagementService management;
    private @Nullable GreenMail server;

    MailServer(JavaMailSenderImpl sender, ManagementService management) {
        this.sender = sender;
        this.management = management;
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
    void replaceBy(ScriptedMailServer scripted) {
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

    /** Runs every delivery that is due by the engine's clock, once. */
    public void deliver() {
        Instant now = ClockUtil.getCurrentTime().toInstant();
        management.createJobQuery().withRetriesLeft().list().stream()
                .filter(MailServer::isDelivery)
                .filter(job -> job.getDuedate() == null || !job.getDuedate().after(Date.from(now)))
                .forEach(job -> management.executeJob(job.getId()));
    }

    /** Whether a job delivers a mail: so that a test can leave such jobs alone. */
    public static boolean isDelivery(Job job) {
        return job instanceof org.camunda.bpm.engine.impl.persistence.entity.JobEntity entity
                && DeliveryJobs.TYPE.equals(entity.getJobHandlerType());
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
