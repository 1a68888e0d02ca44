package org.crisisplan.duty;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an authority or the persons were told.
 *
 * @param filedAs the number that it was filed under
 * @param receipt id of the file that was answered with; null where it was erased
 * @param words the text as it was sent
 * @param at when it was written down
 */
public record DutyFiling(
        String crisis,
        String duty,
        Instant filedAt,
        String filedAs,
        @Nullable String receipt,
        String words,
        Instant at,
        String by) {}
