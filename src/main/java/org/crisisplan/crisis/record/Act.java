package org.crisisplan.crisis.record;

import java.time.Instant;
import java.util.Map;
import org.crisisplan.engine.PlanStep;
import org.jspecify.annotations.Nullable;

/**
 * One row of a crisis's record.
 *
 * @param seq from 1, without gaps
 * @param subject which fact, promise, milestone, task or phase; empty if the crisis as a whole
 * @param step where in the diagrams it happened; null if outside of them
 * @param before the values before it, by name; empty if there were none
 * @param words what people wrote and who they are: kept apart, so that it can be erased; empty if nobody wrote any, null once they were
 * @param hash over this act and the hash before it, as 64 hexadecimal digits
 */
public record Act(
        String number,
        int seq,
        Instant at,
        Actor actor,
        ActKind kind,
        String subject,
        @Nullable PlanStep step,
        String planVersion,
        Map<String, Object> before,
        Map<String, Object> after,
        @Nullable Map<String, Object> words,
        String hash) {}
