package org.crisisplan.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One kind of data that is kept for a time. Every bean of this type is a row of the plan's table {@code retention}. */
public interface KeptData {

    /** What the table calls it; never changes. */
    String name();

    /** The product needs it for so long, whatever the table says. */
    default Duration least() {
        return Duration.ZERO;
    }

    /** How long it is kept by a plan that has no such table; empty for ever. */
    default Optional<Duration> withoutTable() {
        return Optional.empty();
    }

    /** Whether it tells the record of a crisis itself what it removed. */
    default boolean tellsRecord() {
        return false;
    }

    /**
     * Removes some of what is older, in the caller's transaction; called again until there is nothing left.
     *
     * @param before what is older goes; from which moment its age is counted is its own matter
     * @param held numbers of crises of which nothing may go
     */
    Removed removeSome(Instant before, Set<String> held);

    /**
     * What went at once.
     *
     * @param entries how many by the number of the crisis they belonged to; those of no crisis by the empty text
     */
    record Removed(Map<String, Long> entries) {

        public static final Removed NOTHING = new Removed(Map.of());

        /** So many entries that belong to no crisis. */
        public static Removed outsideCrises(long entries) {
            return entries == 0 ? NOTHING : new Removed(Map.of("", entries));
        }

        public boolean isNothing() {
            return entries.isEmpty();
        }
    }
}
