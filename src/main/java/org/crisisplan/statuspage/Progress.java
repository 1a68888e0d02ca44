package org.crisisplan.statuspage;

import java.util.Locale;
import java.util.Set;
import org.crisisplan.publish.StatementKind;

/** How far we are, in the words that status pages everywhere use. */
public enum Progress {
    INVESTIGATING,
    IDENTIFIED,
    MONITORING,
    RESOLVED;

    /** These say nothing about how far the work is: they may follow the end of a crisis and do not open it again. */
    private static final Set<StatementKind> BESIDE_THE_WORK = Set.of(
            StatementKind.CLARIFICATION,
            StatementKind.WITHDRAWAL,
            StatementKind.COMPENSATION,
            StatementKind.POST_MORTEM);

    /** Only a published all-clear ends a crisis for the public, and what we learnt is told after it: what is true here is what was said. */
    static Progress after(StatementKind said, String phase) {
        if (said.isTheEnd()) {
            return RESOLVED;
        }
        return switch (phase) {
            case "responding", "departmental" -> IDENTIFIED;
            case "recovering", "reviewing", "closed" -> MONITORING;
            default -> INVESTIGATING;
        };
    }

    static boolean isSaidBy(StatementKind kind) {
        return !BESIDE_THE_WORK.contains(kind);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
