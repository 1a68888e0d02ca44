package org.crisisplan.statuspage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bad it is, in the public's words; worst first. */
public enum Severity {
    CRITICAL,
    MAJOR,
    MINOR;

    /** Level 1 is critical, 2 major; 3, and what nobody has graded, minor. */
    static Severity of(@Nullable Integer level) {
        if (level == null) {
            return MINOR;
        }
        return switch (level) {
            case 1 -> CRITICAL;
            case 2 -> MAJOR;
            default -> MINOR;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
