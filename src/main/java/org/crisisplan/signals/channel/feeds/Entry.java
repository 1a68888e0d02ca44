package org.crisisplan.signals.channel.feeds;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a feed, in plain text.
 *
 * @param key its guid, else its address
 * @param author nobody in forums where one may speak without a name (R13)
 */
record Entry(
        String key,
        String text,
        @Nullable String link,
        @Nullable String author,
        @Nullable Instant published) {}
