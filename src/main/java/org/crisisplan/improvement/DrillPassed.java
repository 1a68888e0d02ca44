package org.crisisplan.improvement;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * A drill was held and passed (R61), told in the transaction of the step that says so: the improvement items that it rehearsed are closed by it.
 *
 * @param drill the drill's number, {@code DR-2026-0001}
 * @param items the numbers of the items of kind <i>drill</i> that it rehearsed ({@code AI-2026-0001}); those that are closed already, or unknown,
 *     are left as they are
 * @param at when it was found passed
 */
public record DrillPassed(String drill, Set<String> items, Instant at) {

    public DrillPassed {
        Objects.requireNonNull(drill, "drill");
        Objects.requireNonNull(at, "at");
        items = Set.copyOf(items);
    }
}
