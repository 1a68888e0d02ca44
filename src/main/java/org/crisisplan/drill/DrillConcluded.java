package org.crisisplan.drill;

import java.time.Instant;
import java.util.Set;

/**
 * A drill was evaluated; published in the transaction in which that is kept.
 *
 * @param number of the drill, such as {@code DR-2026-0001}
 * @param scenario what was rehearsed, such as {@code leak}
 * @param items numbers of the improvement items that it was to close; they are closed only by one that was passed
 */
public record DrillConcluded(String number, String scenario, boolean passed, Set<String> items, Instant at) {}
