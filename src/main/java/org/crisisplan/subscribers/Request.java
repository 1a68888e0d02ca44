package org.crisisplan.subscribers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has typed an address into the form.
 *
 * @param known the address was subscribed already: its reader is told so, and there is nothing to confirm
 */
record Request(
        String id,
        MailAddress address,
        Choice choice,
        boolean known,
        Instant askedAt,
        @Nullable Instant confirmedAt,
        int attempts) {}
