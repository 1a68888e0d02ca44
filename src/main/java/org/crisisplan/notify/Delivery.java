package org.crisisplan.notify;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one person and how far it got.
 *
 * @param number the crisis it is about
 * @param calendar a calendar entry that goes with the text
 * @param messageId the same for every attempt, so that a mail server or reader can tell a repetition
 * @param jobId the engine's job that sends it; none while no mail server is configured
 */
record Delivery(
        String id,
        String number,
        MailKind kind,
        String user,
        String recipient,
        Language language,
        String subject,
        String body,
        @Nullable String calendar,
        String messageId,
        State state,
        int attempts,
        @Nullable String jobId,
        Instant created,
        @Nullable Instant sentAt,
        @Nullable String lastError) {

    /** Waiting to be sent, sent, or not to be sent any more. */
    enum State {
        WAITING,
        SENT,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
