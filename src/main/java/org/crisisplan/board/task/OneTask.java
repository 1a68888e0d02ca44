package org.crisisplan.board.task;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as somebody meets it who opens its page.
 *
 * @param step its element in the diagram
 * @param processInstance the run of the process it belongs to
 * @param number business key of its process: of a crisis its number
 * @param by who took it, or finished it
 * @param since when that was, as far as it is known
 * @param groups to which it was offered
 */
record OneTask(
        String id,
        String step,
        String name,
        @Nullable String instruction,
        @Nullable String processInstance,
        String number,
        Standing standing,
        @Nullable Person by,
        @Nullable Instant since,
        @Nullable Instant due,
        List<String> groups) {

    private static final String ACKNOWLEDGE_ALERT = "User_AcknowledgeAlert";

    /** What it is to this person now. */
    enum Standing {
        /** Offered to them and taken by nobody. */
        FREE,
        MINE,
        /** A colleague took it. */
        TAKEN,
        NOT_OFFERED,
        DONE,
        /** The plan no longer asks for it. */
        WITHDRAWN;

        public boolean isOver() {
            return this == DONE || this == WITHDRAWN;
        }
    }

    /** Somebody by login and name. */
    record Person(String id, String name) {}

    public boolean mayBeAnswered() {
        return standing == Standing.FREE || standing == Standing.MINE;
    }

    /** Whether it only asks to say that one knows. */
    public boolean acknowledges() {
        return step.equals(ACKNOWLEDGE_ALERT);
    }

    boolean isDoneBy(String user) {
        return standing == Standing.DONE && by != null && by.id().equals(user);
    }
}
