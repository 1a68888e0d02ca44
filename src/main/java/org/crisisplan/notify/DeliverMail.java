package org.crisisplan.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.notify.Delivery.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;

/**
 * One attempt to deliver a mail, run by its job. What happened is committed together with the job's end or its next date: a
 * node that dies in between repeats the attempt with the same Message-ID.
 */
@Component
class DeliverMail {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverMail.class);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final DeliveryRepository deliveries;
    private final SendMail sendMail;
    private final NotifySettings settings;
    private final CrisisRecord record;
    private final Clock clock;

    DeliverMail(
            DeliveryRepository deliveries,
            SendMail sendMail,
            NotifySettings settings,
            CrisisRecord record,
            Clock clock) {
        this.record = record;
        this.deliveries = deliveries;
        this.sendMail = sendMail;
        this.settings = settings;
        this.clock = clock;
    }

    Attempt attempt(String id) {
        Optional<Delivery> delivery = deliveries.take(id).filter(it -> it.state() != State.SENT);
        if (delivery.isEmpty()) {
            return new Attempt.Over();
        }
        if (!sendMail.isPossible()) {
            // kept, and queued again at the first start that has a mail server
            deliveries.sentBy(id, null);
            return new Attempt.Over();
        }
        return turnOf(delivery.get().recipient())
                .<Attempt>map(Attempt.TryAgain::new)
                .orElseGet(() -> attempt(delivery.get()));
    }

    /** When the next mail may go to an address that has had its share of this minute: a flood shall bury nobody. */
    private Optional<Instant> turnOf(String recipient) {
        Instant now = clock.instant();
        List<Instant> lately = deliveries.sentTo(recipient, now.minus(MINUTE)).stream()
                // whatever lies ahead was sent before the clock was set back
                .filter(moment -> !moment.isAfter(now))
                .toList();
        int tooMany = lately.size() - settings.mailsPerMinute();
        return tooMany < 0 ? Optional.empty() : Optional.of(lately.get(tooMany).plus(MINUTE));
    }

    private Attempt attempt(Delivery delivery) {
        try {
            sendMail.send(delivery);
        } catch (MailException failure) {
            return notSent(delivery, MailServerAnswer.of(failure));
        }
        deliveries.sent(delivery.id(), clock.instant());
        record(delivery, ActKind.MAIL_SENT, "");
        return new Attempt.Over();
    }

    private Attempt notSent(Delivery delivery, MailServerAnswer answer) {
        int attempts = delivery.attempts() + 1;
        if (answer.forGood()) {
            LOG.error(
                    "Mail '{}' to {} was refused for good: {}. Correct the address in the contact list and tell {} another way.",
                    delivery.subject(),
                    delivery.recipient(),
                    answer.reason(),
                    delivery.user());
            deliveries.notSent(delivery.id(), State.FAILED, answer.reason());
            deliveries.sentBy(delivery.id(), null);
            record(delivery, ActKind.MAIL_FAILED, answer.reason());
            return new Attempt.Over();
        }
        if (settings.givesUpAfter(attempts)) {
            LOG.error(
                    "Mail '{}' to {} was not sent in {} attempts: {}. It is an incident now; when the mail server is repaired, "
                            + "increment the retries of its job in Cockpit.",
                    delivery.subject(),
                    delivery.recipient(),
                    attempts,
                    answer.reason());
            deliveries.notSent(delivery.id(), State.FAILED, answer.reason());
            record(delivery, ActKind.MAIL_FAILED, answer.reason());
            return new Attempt.GivenUp(answer.reason());
        }
        Instant next = clock.instant().plus(settings.pauseAfter(attempts));
        LOG.warn(
                "Mail '{}' to {} is not sent yet: {}. Next attempt at {}.",
                delivery.subject(),
                delivery.recipient(),
                answer.reason(),
                next);
        deliveries.notSent(delivery.id(), State.WAITING, answer.reason());
        return new Attempt.TryAgain(next);
    }

    /** What the server says only after the crisis is over stays with the mail: the record is sealed then. */
    private void record(Delivery delivery, ActKind kind, String answer) {
        Map<String, Object> words = new TreeMap<>(Map.of("recipient", delivery.recipient()));
        if (!answer.isEmpty()) {
            words.put("answer", answer);
        }
        record.append(
                delivery.number(),
                Entry.of(kind, delivery.user())
                        .after(Map.of("kind", delivery.kind().word(), "messageId", delivery.messageId()))
                        .words(words));
    }

    /** From now on the delivery is the business of another job. */
    void handOver(String id, String jobId) {
        deliveries.sentBy(id, jobId);
    }
}
