package org.crisisplan.crisis;

import java.util.Arrays;
import java.util.Optional;

/** Where a crisis stands in the plan (R02); each phase is entered by an element of the diagrams. */
public enum Phase {
    VERIFYING("verifying"),
    ASSESSING("assessing"),
    ACTIVATING("activating"),
    RESPONDING("responding"),
    RECOVERING("recovering"),
    REVIEWING("reviewing"),
    DEPARTMENTAL("departmental"),
    CLOSED("closed"),
    FALSE_ALARM("false-alarm"),
    /** Its processes ended otherwise than by the diagram. */
    CANCELLED("cancelled");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    /** The word used in the models, the database and the API. */
    public String word() {
        return word;
    }

    public boolean isOver() {
        return this == CLOSED || this == FALSE_ALARM || this == CANCELLED;
    }

    public static Optional<Phase> of(String word) {
        return Arrays.stream(values()).filter(phase -> phase.word.equals(word)).findFirst();
    }
}
