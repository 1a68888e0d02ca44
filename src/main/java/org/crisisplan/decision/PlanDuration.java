package org.crisisplan.decision;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;

/** How long something may take, as the plan's tables write it: ISO 8601 with days, hours, minutes and seconds, or with weeks. */
public final class PlanDuration {

    private PlanDuration() {}

    /**
     * @param iso such as {@code PT15M}, {@code P7D} or {@code P2W}
     * @throws DateTimeParseException when it is no duration, or one of months or years, which have no fixed length
     */
    public static Duration parse(String iso) {
        if (!iso.matches("P\\d+W")) {
            return Duration.parse(iso);
        }
        return Duration.ofDays(Period.parse(iso).getDays());
    }
}
