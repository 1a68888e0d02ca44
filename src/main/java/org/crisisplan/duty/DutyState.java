package org.crisisplan.duty;

import java.util.Arrays;
import java.util.Locale;

/** How a duty of the law stands in one crisis. */
public enum DutyState {
    /** Nobody knows yet whether it applies; its clock runs all the same. */
    POSSIBLE,
    APPLIES,
    /** By the facts. */
    NOT_APPLICABLE,
    /** A person decided that it does not apply, and why. */
    EXCLUDED,
    FILED,
    /** In a drill: prepared, and filed nowhere. */
    REHEARSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether somebody still has to do something about it. */
    public boolean isOpen() {
        return this == POSSIBLE || this == APPLIES;
    }

    static DutyState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("'" + word + "' is no state of a duty"));
    }
}
