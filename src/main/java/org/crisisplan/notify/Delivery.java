package org.crisisplan.notify;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.crisisplan.contact.Language;
import org.jspecify.annotations.Nullable;

/**
 * What is told to one person by mail, or to one chat room, and how far it got.
 *
 * @param way by mail or into a chat room
 * @param number the crisis it is about
 * @param recipient the mail address, or the name of the room
 * @param link where that which it speaks of opens
 * @param calendar a calendar entry that goes with the text
 * @param messageId the same for every attempt, so that a mail server or reader can tell a repetition
 * @param taskId the task that it speaks of
 * @param sentWith the one in whose message this is told, if it does not go out by itself
 * @param insteadOf the mail that could not be delivered, in whose place this one tells a deputy
 */
record Delivery(
        String id,
        Way way,
        String number,
        MailKind kind,
        String user,
        String recipient,
        Language language,
        String subject,
        String body,
        @Nullable String link,
        @Nullable String calendar,
        String messageId,
        State state,
        int attempts,
        @Nullable String taskId,
        @Nullable String sentWith,
        @Nullable String insteadOf,
        Instant created,
        @Nullable Instant sentAt,
        @Nullable String lastError) {

    /** How it reaches its reader. */
    enum Way {
        MAIL,
        CHAT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Way of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** The most urgent first, and of these the oldest. */
    static final Comparator<Delivery> BY_URGENCY = Comparator.comparing(Delivery::kind)
            .thenComparing(Delivery::created)
            .thenComparing(Delivery::id);

    /** The same under another subject and text. */
    Delivery with(String subject, String body) {
        return new Delivery(
                id, way, number, kind, user, recipient, language, subject, body, link, calendar, messageId, state,
                attempts, taskId, sentWith, insteadOf, created, sentAt, lastError);
    }

    /** Waiting to be sent, sent, or not to be sent any more; held back for a digest, or told in one. */
    enum State {
        WAITING,
        SENT,
        FAILED,
        HELD,
        DIGESTED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
