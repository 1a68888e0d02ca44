package org.crisisplan.signals.trigger;

import java.util.Map;
import org.crisisplan.crisis.Kind;

/**
 * What the table of triggers says about some figures.
 *
 * @param clause of the plan
 * @param reason the rule's sentence, in both languages
 * @param kind of the crisis it would be
 * @param facts for grading it
 */
public record Finding(
        Action action, String clause, String reason, Kind kind, Map<String, Object> facts, WindowStats figures) {

    /** What to do about it. */
    public enum Action {
        NOTHING,
        WATCH,
        RAISE
    }

    Finding onlyWatched() {
        return action == Action.RAISE ? new Finding(Action.WATCH, clause, reason, kind, facts, figures) : this;
    }

    boolean raises() {
        return action == Action.RAISE;
    }
}
