package org.crisisplan.improvement;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was trained in something (R60).
 *
 * @param person by name, or a team as a whole
 * @param department id of their department
 * @param validUntil the last day on which it counts; null if it always does
 * @param evidence where it can be looked up
 * @param item the improvement item that it proves; null if none
 */
public record TrainingRecord(
        long id,
        String person,
        String department,
        String topic,
        LocalDate heldOn,
        @Nullable LocalDate validUntil,
        String evidence,
        @Nullable String item,
        Instant enteredAt,
        String enteredBy,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnBy) {

    public boolean isWithdrawn() {
        return withdrawnAt != null;
    }

    boolean isExpired(LocalDate today) {
        return validUntil != null && validUntil.isBefore(today);
    }

    /** Whether both are about the same person and the same training. */
    boolean isSame(TrainingRecord other) {
        return person.equalsIgnoreCase(other.person)
                && department.equals(other.department)
                && topic.equalsIgnoreCase(other.topic);
    }
}
