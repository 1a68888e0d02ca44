package org.crisisplan.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.notify.Delivery.Way;
import org.crisisplan.notify.chat.ChatFailure;
import org.crisisplan.notify.chat.ChatRooms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One attempt to deliver a mail, or a message to a chat room, with all that is told in it. It is taken in a transaction of its own, sent outside of any, and what happened is kept in another:
 * no connection and no row is held while the mail server is spoken to. A node that dies in between leaves the mail to the others,
 * who send it under the same Message-ID.
 */
@Component
class DeliverMail {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverMail.class);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_TRIES_TO_KEEP = Duration.ofSeconds(1);

    private final DeliveryRepository deliveries;
    private final SendMail sendMail;
    private final ChatRooms rooms;
    private final MailTexts texts;
    private final NotifySettings settings;
    private final CrisisRecord record;
    private final ContactRepository contacts;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final String node = UUID.randomUUID().toString();

    DeliverMail(
            DeliveryRepository deliveries,
            SendMail sendMail,
            ChatRooms rooms,
            MailTexts texts,
            NotifySettings settings,
            CrisisRecord record,
            ContactRepository contacts,
            TransactionOperations transaction,
            Clock clock) {
        this.deliveries = deliveries;
        this.sendMail = sendMail;
        this.rooms = rooms;
        this.texts = texts;
        this.settings = settings;
        this.record = record;
        this.contacts = contacts;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The mail that has been due longest, now in the hands of this node. */
    Optional<Delivery> take() {
        return deliveries.take(node, clock.instant(), lease(settings.sendWithin()));
    }

    /** The message that is due for the room, with what else waits for it. */
    Optional<Delivery> takeForRoom(String room) {
        return deliveries.takeForRoom(room, node, clock.instant(), lease(rooms.answerWithin()));
    }

    private static Duration lease(Duration oneAttempt) {
        return oneAttempt.multipliedBy(2).plusSeconds(1);
    }

    /** Tries to send what was taken, and keeps how that went. */
    void attempt(Delivery delivery) {
        Optional<Instant> turn = turnOf(delivery);
        if (turn.isPresent()) {
            deliveries.postpone(delivery.id(), turn.get());
            return;
        }
        List<Delivery> told = new ArrayList<>(List.of(delivery));
        told.addAll(deliveries.toldWith(delivery.id()));
        keep(told, send(told));
    }

    /** When the next one may go to an address that has had its share of this minute: a flood shall bury nobody. */
    private Optional<Instant> turnOf(Delivery delivery) {
        Instant now = clock.instant();
        List<Instant> lately = deliveries.sentTo(delivery.recipient(), now.minus(MINUTE)).stream()
                // whatever lies ahead was sent before the clock was set back
                .filter(moment -> !moment.isAfter(now))
                .toList();
        int tooMany =
                lately.size() - (delivery.way() == Way.CHAT ? rooms.messagesPerMinute() : settings.mailsPerMinute());
        return tooMany < 0 ? Optional.empty() : Optional.of(lately.get(tooMany).plus(MINUTE));
    }

    private Optional<NotSent> send(List<Delivery> told) {
        Delivery first = told.get(0);
        try {
            if (first.way() == Way.CHAT) {
                rooms.send(first.recipient(), texts.message(told));
            } else {
                sendMail.send(told.size() == 1 ? first : texts.inOne(told));
            }
            return Optional.empty();
        } catch (MailException failure) {
            return Optional.of(NotSent.of(failure));
        } catch (ChatFailure failure) {
            return Optional.of(new NotSent(failure.isForGood(), failure.reason(), failure.notWithin()));
        }
    }

    /**
     * A mail that is gone must not stay "waiting" because the database was away for a moment: that is tried as long as no other node
     * may take the mail.
     */
    private void keep(List<Delivery> told, Optional<NotSent> refused) {
        long giveUp = System.nanoTime() + settings.sendWithin().toNanos();
        while (true) {
            try {
                transaction.executeWithoutResult(
                        begun -> refused.ifPresentOrElse(answer -> notSent(told, answer), () -> sent(told)));
                return;
            } catch (DataAccessException | TransactionException away) {
                if (System.nanoTime() > giveUp || !pause()) {
                    LOG.error(
                            "How mail {} went ({}) could not be kept; it is sent again under the same id.",
                            told.get(0).messageId(),
                            refused.map(NotSent::reason).orElse("sent"),
                            away);
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_TRIES_TO_KEEP.toMillis());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void sent(List<Delivery> told) {
        deliveries.sent(told.get(0).id(), clock.instant());
        if (told.get(0).way() == Way.MAIL) {
            contacts.accepted(told.get(0).recipient());
        }
        told.forEach(delivery -> record(delivery, told.get(0), true, ""));
    }

    private void notSent(List<Delivery> told, NotSent answer) {
        Delivery delivery = told.get(0);
        int attempts = delivery.attempts() + 1;
        if (answer.forGood() || settings.givesUpAfter(attempts)) {
            LOG.error(
                    "{} '{}' to {} was {}: {}. Somebody is asked to reach {} another way.",
                    what(delivery),
                    delivery.subject(),
                    delivery.recipient(),
                    answer.forGood() ? "refused for good" : "not sent in " + attempts + " attempts",
                    answer.reason(),
                    delivery.user());
            deliveries.failed(delivery.id(), answer.reason());
            if (answer.forGood() && delivery.way() == Way.MAIL) {
                // the next mail goes to another address of theirs, if they have one
                contacts.refused(delivery.user(), delivery.recipient(), answer.reason());
            }
            told.forEach(one -> record(one, delivery, false, answer.reason()));
            return;
        }
        Instant next = clock.instant().plus(pause(attempts, answer));
        LOG.warn(
                "{} '{}' to {} is not sent yet: {}. Next attempt at {}.",
                what(delivery),
                delivery.subject(),
                delivery.recipient(),
                answer.reason(),
                next);
        deliveries.tryAgain(delivery.id(), next, answer.reason());
    }

    private static String what(Delivery delivery) {
        return delivery.way() == Way.CHAT ? "Chat message" : "Mail";
    }

    private Duration pause(int attempts, NotSent answer) {
        Duration ours = settings.pauseAfter(attempts);
        Duration theirs = answer.notWithin();
        return theirs == null || theirs.compareTo(ours) <= 0 ? ours : theirs;
    }

    /**
     * Each that was told is in the record, under the id of the mail that told it. The record takes what the server says even when the
     * crisis is over: the mail was sent for it.
     */
    private void record(Delivery delivery, Delivery first, boolean sent, String answer) {
        Map<String, Object> words = new TreeMap<>(Map.of("recipient", delivery.recipient()));
        if (!answer.isEmpty()) {
            words.put("answer", answer);
        }
        ActKind kind = delivery.way() == Way.CHAT
                ? sent ? ActKind.CHAT_SENT : ActKind.CHAT_FAILED
                : sent ? ActKind.MAIL_SENT : ActKind.MAIL_FAILED;
        record.append(
                delivery.number(),
                Entry.of(kind, delivery.user())
                        .after(Map.of("kind", delivery.kind().word(), "messageId", first.messageId()))
                        .words(words));
    }
}
