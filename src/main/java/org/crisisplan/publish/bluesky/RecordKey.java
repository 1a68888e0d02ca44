package org.crisisplan.publish.bluesky;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The key of a record, in the form that posts need (a "TID"): microseconds since 1970 and ten more bits, written in 13 characters that
 * sort by time. The same post has the same key whenever it is asked for.
 */
final class RecordKey {

    private static final String DIGITS = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 13;
    private static final int BITS_OF_A_DIGIT = 5;
    private static final int BITS_OF_THE_CLOCK = 10;

    private RecordKey() {}

    static String of(Instant since, String key) {
        long value = ChronoUnit.MICROS.between(Instant.EPOCH, since) << BITS_OF_THE_CLOCK
                | key.hashCode() & ((1 << BITS_OF_THE_CLOCK) - 1);
        var written = new StringBuilder();
        for (int digit = LENGTH - 1; digit >= 0; digit--) {
            written.append(DIGITS.charAt((int) (value >>> digit * BITS_OF_A_DIGIT) & (DIGITS.length() - 1)));
        }
        return written.toString();
    }
}
