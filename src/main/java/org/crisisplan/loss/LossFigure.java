package org.crisisplan.loss;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One figure as finance set it once.
 *
 * @param line the business line; empty for the house as a whole
 * @param hour of a weight, 0 to 23 on the clock of the people here; otherwise {@link #ANY_HOUR}
 * @param amount null ends the figure: the plan's table counts again
 * @param validFrom holds from this day on, until the next of its kind
 * @param source where it is from
 */
public record LossFigure(
        LossParameter parameter,
        String line,
        int hour,
        @Nullable BigDecimal amount,
        LocalDate validFrom,
        String source,
        String setBy,
        Instant setAt) {

    static final int ANY_HOUR = -1;

    /** What it replaces, and is replaced by. */
    record Place(LossParameter parameter, String line, int hour) {}

    Place place() {
        return new Place(parameter, line, hour);
    }

    /** Without noughts that say nothing. */
    public String written() {
        return amount == null ? "" : amount.stripTrailingZeros().toPlainString();
    }

    /** As people write an hour; empty if it has none. */
    public String hours() {
        return hour == ANY_HOUR ? "" : "%02d:00".formatted(hour);
    }
}
