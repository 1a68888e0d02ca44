package org.crisisplan.mailing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a mailing got, in people.
 *
 * @param queued who wait for their first or next attempt
 * @param filled whether all who are to be told are counted
 * @param endedAt when nobody was left to be tried; null while it goes on
 * @param obstacle why nothing can be sent at the moment, in a sentence; null if nothing is in the way
 */
public record MailingProgress(
        long queued,
        long sending,
        long sent,
        long bounced,
        long failed,
        long inDoubt,
        long withdrawn,
        boolean filled,
        @Nullable Instant endedAt,
        @Nullable String obstacle) {

    public long total() {
        return queued + sending + sent + bounced + failed + inDoubt + withdrawn;
    }

    /** Who were not reached as far as anybody knows; those in doubt are not among them. */
    public long notReached() {
        return bounced + failed;
    }
}
