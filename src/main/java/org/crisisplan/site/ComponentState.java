package org.crisisplan.site;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a component of the site stands, in the words of Statuspage, which other status pages and their readers use too; worst last. */
public enum ComponentState {
    OPERATIONAL,
    UNDER_MAINTENANCE,
    DEGRADED_PERFORMANCE,
    PARTIAL_OUTAGE,
    MAJOR_OUTAGE;

    /** The word used in the table, in the database and in the JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ComponentState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    public ComponentState worse(ComponentState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
