package org.crisisplan.signals.window;

import java.time.Duration;
import java.time.Instant;

/** Minutes and hours since 1970, by which signals are counted. */
public final class Minutes {

    public static final int FIVE = 5;
    public static final int HOUR = 60;
    public static final int DAY = 24 * HOUR;

    private static final long SECONDS = 60;

    private Minutes() {}

    public static long of(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), SECONDS);
    }

    public static Instant begin(long minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }

    public static long hourOf(long minute) {
        return Math.floorDiv(minute, (long) HOUR);
    }
}
