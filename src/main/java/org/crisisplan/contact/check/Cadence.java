package org.crisisplan.contact.check;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.crisisplan.decision.PlanDuration;

/**
 * How the contacts of a department are verified, by the table {@code contactChecks}.
 *
 * @param every how often they are asked
 * @param answerWithin how long they have to answer, each time they are asked
 * @param rounds how often they are asked before somebody is to look after it
 */
public record Cadence(Duration every, Duration answerWithin, int rounds) {

    static Cadence of(Map<String, Object> row) {
        try {
            return new Cadence(
                    PlanDuration.parse(String.valueOf(row.get("every"))),
                    PlanDuration.parse(String.valueOf(row.get("answerWithin"))),
                    row.get("rounds") instanceof Number rounds ? Math.max(1, rounds.intValue()) : 1);
        } catch (DateTimeParseException noTime) {
            throw new IllegalStateException(
                    "The table 'contactChecks' gives " + row + ", in which a time is none such as P90D", noTime);
        }
    }

    /** The day on which somebody is asked again. */
    public LocalDate dueAfter(LocalDate confirmedOn) {
        return confirmedOn.plusDays(every.toDays());
    }

    /** The first day on which they should have answered and have not: they may be out of reach. */
    public LocalDate overdueAfter(LocalDate confirmedOn) {
        return dueAfter(confirmedOn).plusDays(answerWithin.multipliedBy(rounds).toDays());
    }
}
