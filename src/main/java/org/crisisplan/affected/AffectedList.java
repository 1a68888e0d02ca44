package org.crisisplan.affected;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A list that somebody brought.
 *
 * @param reason for whom it is, and why they are told
 * @param origin the name of its file, or the system that sent it
 * @param entries lines that name somebody
 * @param added people who were on no list of the crisis before
 * @param refused lines by which nobody could be told, left out
 * @param erasedAt when its people were erased; null while they are kept
 */
record AffectedList(
        long id,
        String crisis,
        String reason,
        String origin,
        String broughtBy,
        Instant broughtAt,
        int entries,
        int added,
        int refused,
        @Nullable String removedBy,
        @Nullable Instant removedAt,
        @Nullable Instant erasedAt) {

    /** Whether its people are kept still. */
    public boolean isThere() {
        return erasedAt == null && removedAt == null;
    }
}
