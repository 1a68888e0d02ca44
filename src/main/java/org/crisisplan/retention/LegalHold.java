package org.crisisplan.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asked for everything about a crisis to be kept, such as for a lawsuit.
 *
 * @param why for the record
 * @param releasedAt null while it holds
 */
public record LegalHold(
        long id,
        String crisis,
        Instant placedAt,
        String placedBy,
        String why,
        @Nullable Instant releasedAt,
        @Nullable String releasedBy,
        @Nullable String releaseWhy) {

    public boolean isInForce() {
        return releasedAt == null;
    }
}
