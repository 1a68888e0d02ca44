package org.crisisplan.board.live;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;

/**
 * A task that the crisis waits for.
 *
 * @param step its element in the diagrams
 * @param groups to which it is offered
 * @param users to whom it is offered by name, such as a deputy
 */
record OpenTask(
        String id,
        String name,
        String step,
        String processInstance,
        Instant offeredAt,
        @Nullable Instant due,
        @Nullable String assignee,
        Set<String> groups,
        Set<String> users) {

    /** What is due first comes first; what is never due comes last. */
    static final Comparator<OpenTask> BY_DUE = Comparator.comparing(
                    OpenTask::due, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(OpenTask::offeredAt)
            .thenComparing(OpenTask::id);

    /** Whether this person has it, or may take it. */
    boolean isFor(CurrentUser person) {
        return assignee == null ? isOfferedTo(person) : assignee.equals(person.user());
    }

    /** Whether they may open it: to work on it, or to see how the crisis is handled. */
    boolean isOpenTo(CurrentUser person) {
        return person.looksIntoCrises() || person.user().equals(assignee) || isOfferedTo(person);
    }

    private boolean isOfferedTo(CurrentUser person) {
        return users.contains(person.user()) || groups.stream().anyMatch(person.groups()::contains);
    }
}
