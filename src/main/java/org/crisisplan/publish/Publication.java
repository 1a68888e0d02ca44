package org.crisisplan.publish;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.crisisplan.publish.ChannelTable.Row;
import org.jspecify.annotations.Nullable;

/**
 * One statement on one channel.
 *
 * @param where language, length and department, as the table said when it was approved
 * @param attempts so many times the channel was asked
 * @param problem what the channel said last, or what a person said of it
 * @param queuedAt when it was given to the sender; null for what is our own
 * @param firstTriedAt when the channel was asked first; it is never reset
 */
record Publication(
        String statementId,
        Row where,
        State state,
        int attempts,
        @Nullable String problem,
        @Nullable Instant queuedAt,
        @Nullable Instant firstTriedAt) {

    String channel() {
        return where.channel();
    }

    /** How far it is. */
    enum State {
        /** In rows of earlier versions: somebody began. */
        BEGUN,
        PLANNED,
        /** Waits for the sender, the first time or again. */
        DUE,
        SENDING,
        PUBLISHED,
        REFUSED,
        /** It was sent, and nobody knows whether it arrived; it is not sent again unless a person says so. */
        DOUBT,
        /** A person decided that it does not go there, or the process that wanted it is no more. */
        LEFT_OUT;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State of(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("'" + word + "' is no state of a publication"));
        }

        /** The sender has nothing to do with it any more. */
        boolean isSettled() {
            return this == PUBLISHED || this == REFUSED || this == DOUBT || this == LEFT_OUT;
        }
    }
}
