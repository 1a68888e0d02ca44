package org.crisisplan.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of the plan.
 *
 * @param number the one that crises carry: the version of the process {@code crisis-response} in it
 * @param deployment the engine's deployment that holds its files
 * @param by who deployed it; null for the product itself
 * @param detail the folder, the name of the tool, or the earlier version
 */
public record PlanVersion(
        int number, String deployment, Instant at, @Nullable String by, DeploymentOrigin origin, String detail) {}
