package org.crisisplan.subscribers;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.statuspage.SubscriptionOffer;
import org.crisisplan.subscribers.SubscriberMails.Letter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Sends the mails about signing up, one after the other: whoever waits for one waits some seconds. A node that dies in between sends
 * one of them again, under the same id.
 */
@Component
class RequestMails implements SubscriptionOffer {

    private static final Logger LOG = LoggerFactory.getLogger(RequestMails.class);
    private static final int AT_ONCE = 100;
    private static final Duration ONE_ATTEMPT = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final @Nullable JavaMailSender server;
    private final SubscriberRepository subscribers;
    private final SubscriberMails mails;
    private final SubscriberSettings settings;
    private final SafeMode safeMode;
    private final Clock clock;

    RequestMails(
            ObjectProvider<JavaMailSender> server,
            SubscriberRepository subscribers,
            SubscriberMails mails,
            SubscriberSettings settings,
            SafeMode safeMode,
            Clock clock) {
        this.server = server.getIfAvailable();
        this.subscribers = subscribers;
        this.mails = mails;
        this.settings = settings;
        this.safeMode = safeMode;
        this.clock = clock;
    }

    /** Whether there is a mail server at all; without one nobody can sign up. */
    boolean isPossible() {
        return server != null;
    }

    @Override
    public boolean isOffered() {
        return isPossible();
    }

    void sendDue() {
        if (server == null || safeMode.isOn()) {
            return;
        }
        for (String id : subscribers.dueMails(AT_ONCE)) {
            if (subscribers.takeMail(id, clock.instant().plus(ONE_ATTEMPT))) {
                subscribers.request(id).ifPresent(request -> send(server, request));
            }
        }
    }

    private void send(JavaMailSender to, Request request) {
        Optional<Letter> letter = letter(request);
        if (letter.isEmpty()) {
            subscribers.mailEnded(request.id(), false);
            return;
        }
        try {
            to.send(message(to, request, letter.get()));
            subscribers.mailEnded(request.id(), true);
        } catch (MailException | MessagingException notSent) {
            later(request, notSent);
        }
    }

    private Optional<Letter> letter(Request request) {
        if (!request.known()) {
            return Optional.of(mails.confirmation(request));
        }
        return subscribers
                .byAddress(request.address())
                .filter(Subscriber::isTold)
                .map(person -> mails.known(request, person));
    }

    private void later(Request request, Exception notSent) {
        Duration pause = Duration.ofMinutes(1L << Math.min(request.attempts(), 5));
        Instant next = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        if (isRefused(notSent) || next.isAfter(request.askedAt().plus(settings.confirmWithin()))) {
            LOG.info("A mail about signing up was not taken and is given up after {} attempts", request.attempts());
            subscribers.mailEnded(request.id(), false);
        } else {
            LOG.warn(
                    "A mail about signing up was not taken and is sent again in {} min: {}",
                    Duration.between(clock.instant(), next).toMinutes(),
                    notSent.getClass().getSimpleName());
            subscribers.mailLater(request.id(), next);
        }
    }

    /** There is no such mailbox; asking again would make us look like a spammer. */
    private static boolean isRefused(Throwable fault) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (at instanceof SendFailedException refused
                    && refused.getInvalidAddresses() != null
                    && refused.getInvalidAddresses().length > 0) {
                return true;
            }
        }
        return false;
    }

    private MimeMessage message(JavaMailSender server, Request request, Letter letter) throws MessagingException {
        MimeMessage message = server.createMimeMessage();
        message.setFrom(settings.sender());
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(request.address().text(), true));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setText(letter.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Message-ID", "<%s@%s>".formatted(request.id(), settings.domain()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", request.choice().chinese() ? "zh-CN" : "en");
        return message;
    }
}
