package org.crisisplan.crisis;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One crisis as the plan knows it.
 *
 * @param number what people say on the phone, such as {@code CR-2026-0007}; business key of all its process instances
 * @param level 1 (worst) to 3; the level suspected at the report until somebody has verified it
 * @param reasons why it has this level: clause and sentence of every rule that matched
 * @param endedAt when it was handled and recovered from; the review follows
 * @param planVersion the version of the plan that governs it
 */
public record Crisis(
        String number,
        String title,
        String description,
        Set<Kind> kinds,
        @Nullable Integer level,
        List<Reason> reasons,
        Phase phase,
        Instant openedAt,
        @Nullable Instant endedAt,
        @Nullable Instant closedAt,
        String planVersion) {

    /** Whether what happens now is still this crisis; what happens while it is being reviewed is another one. */
    public boolean isGoingOn() {
        return endedAt == null && !phase.isOver();
    }

    /** Until when what happened belongs to this crisis; nothing while it is going on. */
    public @Nullable Instant dealtWithUntil() {
        return endedAt == null ? closedAt : endedAt;
    }

    /** Why a crisis has its level: the clause of the plan and the rule's sentence. */
    public record Reason(String clause, String text) {}

    /**
     * A promise of the plan with its clock.
     *
     * @param what the row of the deadlines table: respond, recover, review ...
     * @param metAt when it was kept, or nothing while it is open
     */
    public record Deadline(
            String what, Instant due, @Nullable Instant metAt) {}
}
