package org.crisisplan.mailing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one recipient of a mailing.
 *
 * @param attempts how often it was tried since it was queued last
 * @param settledAt when it got into this state; null while it waits
 * @param status the enhanced status code (RFC 3463), such as {@code 5.1.1}; null if nobody said one
 * @param problem what the server said, or what a person must know; null if nothing went wrong
 */
public record RecipientRow(
        String ref,
        RecipientState state,
        int attempts,
        @Nullable Instant settledAt,
        @Nullable String status,
        @Nullable String problem) {}
