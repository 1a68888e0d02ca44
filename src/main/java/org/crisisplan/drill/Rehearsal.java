package org.crisisplan.drill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One drill: what was rehearsed, who leads it, and how it ended (R61). The crisis of the same number is what the plan does in it.
 *
 * @param orderedBy the login; empty if the schedule began it
 * @param items numbers of improvement items that it is to close, separated by blanks
 * @param untilAt when it ends if it is not over before
 * @param brokenOff why somebody broke it off; null if nobody did
 * @param scorecard as JSON; null until it has ended
 * @param evaluation what the lead wrote, as JSON; null until it is concluded
 * @param passed null until it is concluded
 */
public record Rehearsal(
        String number,
        String scenario,
        String leadGroup,
        String orderedBy,
        boolean played,
        String items,
        Instant beganAt,
        Instant untilAt,
        @Nullable Instant endedAt,
        @Nullable String brokenOff,
        @Nullable String scorecard,
        @Nullable String evaluation,
        @Nullable String evaluatedBy,
        @Nullable Instant concludedAt,
        @Nullable Boolean passed) {

    public boolean isRunning() {
        return endedAt == null;
    }

    /** The word for how it stands: running, evaluating, passed, failed, broken-off. */
    public String standing() {
        if (brokenOff != null) {
            return "broken-off";
        }
        if (passed != null) {
            return passed ? "passed" : "failed";
        }
        return isRunning() ? "running" : "evaluating";
    }
}
