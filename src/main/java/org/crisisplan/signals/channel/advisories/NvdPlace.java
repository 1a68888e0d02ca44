package org.crisisplan.signals.channel.advisories;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the changes have been read.
 *
 * @param from up to here everything was read
 * @param until the end of what is being read; null when nothing is
 * @param index where that goes on
 */
record NvdPlace(Instant from, @Nullable Instant until, int index) {

    static NvdPlace read(String kept) {
        List<String> lines = kept.lines().toList();
        return lines.size() < 3
                ? new NvdPlace(Instant.parse(lines.get(0)), null, 0)
                : new NvdPlace(
                        Instant.parse(lines.get(0)), Instant.parse(lines.get(1)), Integer.parseInt(lines.get(2)));
    }

    String kept() {
        return until == null ? from.toString() : from + "\n" + until + "\n" + index;
    }
}
