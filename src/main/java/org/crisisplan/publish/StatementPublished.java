package org.crisisplan.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement stands on its first channel: from now on the public knows its words.
 *
 * @param promised when the public expects the next word, as the statement says; null if it says no time
 */
public record StatementPublished(
        String crisis,
        StatementKind kind,
        @Nullable Integer level,
        String titleEn,
        String titleZh,
        String textEn,
        String textZh,
        @Nullable Instant promised) {}
