package org.crisisplan.crisis;

import java.time.Duration;

/** The plan's durations on the clock of a crisis: the real one, or the faster one of a drill (R61). */
public final class Paced {

    private Paced() {}

    /**
     * What the plan says, divided by the pace; of a duration that there is, a second at least, so that nothing repeats without end.
     *
     * @param pace see {@link Crisis#pace}
     */
    public static Duration duration(Duration byPlan, int pace) {
        if (pace == Crisis.REAL_PACE || byPlan.isZero()) {
            return byPlan;
        }
        Duration faster = byPlan.dividedBy(pace);
        return faster.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : faster;
    }
}
