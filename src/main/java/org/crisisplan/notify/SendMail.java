package org.crisisplan.notify;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Hands one mail to the mail server, if one is configured, in a limited time. */
@Component
class SendMail implements DisposableBean {

    /** More attempts than the job executor has threads; a server that hangs can hold no more than these. */
    private static final int AT_ONCE = 12;

    private final @Nullable JavaMailSender server;
    private final NotifySettings settings;
    private final Clock clock;
    private final ThreadPoolExecutor attempts =
            new ThreadPoolExecutor(0, AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), SendMail::daemon);

    @Autowired
    SendMail(ObjectProvider<JavaMailSender> server, NotifySettings settings, Clock clock) {
        this(server.getIfAvailable(), settings, clock);
    }

    SendMail(@Nullable JavaMailSender server, NotifySettings settings, Clock clock) {
        this.server = server;
        this.settings = settings;
        this.clock = clock;
    }

    boolean isPossible() {
        return server != null;
    }

    /** @throws MailException if the server did not take it */
    void send(Delivery delivery) {
        if (server == null) {
            throw new IllegalStateException("There is no mail server; set spring.mail.host");
        }
        withinTheLimit(server, message(server, delivery));
    }

    private void withinTheLimit(JavaMailSender to, MimeMessage message) {
        try {
            attempts.submit(() -> to.send(message)).get(settings.sendWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooSlow) {
            throw new MailSendException(
                    "the mail server took longer than " + settings.sendWithin().toSeconds() + " s");
        } catch (RejectedExecutionException allHang) {
            throw new MailSendException("the mail server keeps " + AT_ONCE + " earlier attempts waiting");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof MailException failure
                    ? failure
                    : new MailSendException(String.valueOf(failed.getCause()), failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new MailSendException("the application is stopping", stopping);
        }
    }

    private MimeMessage message(JavaMailSender server, Delivery delivery) {
        try {
            MimeMessage message = server.createMimeMessage();
            message.setFrom(settings.sender());
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(delivery.recipient(), true));
            message.setSubject(PlainText.line(delivery.subject(), 400), StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Message-ID", delivery.messageId());
            // one conversation for each crisis, and no holiday replies
            message.setHeader(
                    "References",
                    "<%s@%s>".formatted(delivery.number().replaceAll("[^A-Za-z0-9-]", "-"), settings.domain()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("Content-Language", delivery.language().code());
            fill(message, delivery);
            return message;
        } catch (MessagingException unusable) {
            throw new MailSendException("the mail cannot be written: " + unusable.getMessage(), unusable);
        }
    }

    private static void fill(MimeMessage message, Delivery delivery) throws MessagingException {
        if (delivery.calendar() == null) {
            message.setText(delivery.body(), StandardCharsets.UTF_8.name());
            return;
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(delivery.body(), StandardCharsets.UTF_8.name());
        MimeBodyPart calendar = new MimeBodyPart();
        calendar.setContent(delivery.calendar(), "text/calendar; charset=UTF-8; method=REQUEST");
        message.setContent(new MimeMultipart("alternative", text, calendar));
    }

    private static Thread daemon(Runnable attempt) {
        Thread thread = new Thread(attempt, "mail");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void destroy() {
        attempts.shutdownNow();
    }
}
