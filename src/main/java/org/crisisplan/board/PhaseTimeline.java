package org.crisisplan.board;

import java.util.List;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Phase;

/** The way a crisis takes through the plan (R02), with what is behind it and what is ahead. */
public record PhaseTimeline(List<Stage> stages) {

    private static final int DEPARTMENTAL = 3;
    private static final List<Phase> FULL = List.of(
            Phase.VERIFYING,
            Phase.ASSESSING,
            Phase.ACTIVATING,
            Phase.RESPONDING,
            Phase.RECOVERING,
            Phase.REVIEWING,
            Phase.CLOSED);
    private static final List<Phase> ONE_DEPARTMENT = List.of(Phase.VERIFYING, Phase.DEPARTMENTAL, Phase.CLOSED);
    private static final List<Phase> CANCELLED = List.of(Phase.VERIFYING, Phase.CANCELLED);
    private static final List<Phase> FALSE_ALARM = List.of(Phase.VERIFYING, Phase.FALSE_ALARM);

    /**
     * One phase on the way.
     *
     * @param state done, now or ahead
     */
    public record Stage(String phase, String state) {}

    public static PhaseTimeline of(Crisis crisis) {
        List<Phase> way = way(crisis);
        int now = way.indexOf(crisis.phase());
        return new PhaseTimeline(way.stream()
                .map(phase -> new Stage(phase.word(), state(way.indexOf(phase), now, crisis.phase())))
                .toList());
    }

    private static List<Phase> way(Crisis crisis) {
        if (crisis.phase() == Phase.CANCELLED) {
            return CANCELLED;
        }
        if (crisis.phase() == Phase.FALSE_ALARM) {
            return FALSE_ALARM;
        }
        boolean small = crisis.level() != null && crisis.level() == DEPARTMENTAL;
        return crisis.phase() == Phase.DEPARTMENTAL || crisis.phase() == Phase.CLOSED && small ? ONE_DEPARTMENT : FULL;
    }

    private static String state(int stage, int now, Phase phase) {
        if (stage < now || phase.isOver()) {
            return "done";
        }
        return stage == now ? "now" : "ahead";
    }
}
