package org.crisisplan.subscribers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who confirmed once.
 *
 * @param id in links and in mailings; says nothing of who it is
 * @param address nothing once they have opted out
 * @param firstOptOutAt the first time they left; stays when they come back
 */
record Subscriber(
        String id,
        @Nullable MailAddress address,
        Choice choice,
        Instant confirmedAt,
        @Nullable Instant firstOptOutAt) {

    boolean isTold() {
        return address != null;
    }
}
