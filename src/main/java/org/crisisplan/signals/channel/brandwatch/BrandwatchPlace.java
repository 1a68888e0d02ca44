package org.crisisplan.signals.channel.brandwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the mentions have been read, and when the service was asked: it counts our requests wherever they come from.
 *
 * @param from up to here everything was read
 * @param until the end of what is being read
 * @param cursor where that goes on; null at its beginning
 * @param asked the moments of the last requests, the oldest first
 */
record BrandwatchPlace(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String cursor,
        List<Instant> asked) {

    static final BrandwatchPlace BEGINNING = new BrandwatchPlace(null, null, null, List.of());

    private static final String NONE = "-";

    BrandwatchPlace {
        asked = List.copyOf(asked);
    }

    static BrandwatchPlace read(String kept) {
        List<String> lines = kept.lines().toList();
        if (lines.size() < 3) {
            return BEGINNING;
        }
        List<Instant> asked = new ArrayList<>();
        lines.subList(3, lines.size()).forEach(line -> asked.add(Instant.parse(line)));
        return new BrandwatchPlace(
                moment(lines.get(0)), moment(lines.get(1)), lines.get(2).equals(NONE) ? null : lines.get(2), asked);
    }

    String kept() {
        List<String> lines = new ArrayList<>();
        lines.add(from == null ? NONE : from.toString());
        lines.add(until == null ? NONE : until.toString());
        lines.add(cursor == null ? NONE : cursor);
        asked.forEach(moment -> lines.add(moment.toString()));
        return String.join("\n", lines);
    }

    BrandwatchPlace goingOn(Instant end, String nextCursor) {
        return new BrandwatchPlace(from, end, nextCursor, asked);
    }

    BrandwatchPlace upTo(Instant end) {
        return new BrandwatchPlace(end, null, null, asked);
    }

    BrandwatchPlace fromTheFirstPage() {
        return new BrandwatchPlace(from, null, null, asked);
    }

    BrandwatchPlace having(List<Instant> requests) {
        return new BrandwatchPlace(from, until, cursor, requests);
    }

    private static @Nullable Instant moment(String line) {
        return line.equals(NONE) ? null : Instant.parse(line);
    }
}
