package org.crisisplan.audit.report;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, over several crises.
 *
 * @param count how many it is known of
 * @param median the middle one, or halfway between the two in the middle; null if it is known of none
 * @param p90 the shortest time that at least nine of ten did not exceed
 */
public record Spread(
        int count, @Nullable Duration median, @Nullable Duration p90) {

    static final Spread NONE = new Spread(0, null, null);

    static Spread of(Collection<Duration> times) {
        if (times.isEmpty()) {
            return NONE;
        }
        List<Duration> sorted = times.stream().sorted().toList();
        int n = sorted.size();
        Duration median = n % 2 == 1
                ? sorted.get(n / 2)
                : sorted.get(n / 2 - 1).plus(sorted.get(n / 2)).dividedBy(2);
        return new Spread(n, median, sorted.get((9 * n + 9) / 10 - 1));
    }
}
