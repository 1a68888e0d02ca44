package org.crisisplan.signals;

import java.time.Duration;
import java.time.Instant;

/** Minutes and hours since 1970, by which signals are counted. */
final class Minutes {

    static final int FIVE = 5;
    static final int HOUR = 60;
    static final int DAY = 24 * HOUR;

    private static final long SECONDS = 60;

    private Minutes() {}

    static long of(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), SECONDS);
    }

    static Instant begin(long minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }

    static long hourOf(long minute) {
        return Math.floorDiv(minute, (long) HOUR);
    }
}
