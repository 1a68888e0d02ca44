package org.crisisplan.crisis;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param pace how many times faster the plan's clock runs: 1 is the real one; at 60 each duration of the plan is divided by 60 (drills only)
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
        String planVersion,
        int pace) {

    /** No business key of another process begins like this: nobody but the product gives one. */
    public static final String NUMBERS_BEGIN = "CR-";

    /** Drills are crises like any other but for their numbers, counted apart (R61): what begins like this never leaves the house. */
    public static final String DRILLS_BEGIN = "DR-";

    /** A process that runs a drill has the drill's number behind this as its key: it is no part of the crisis that is rehearsed in it. */
    public static final String RUNS_DRILL = "drill ";

    /** What stands before whatever is said of a drill, in both languages. */
    public static final String DRILL_MARK = "DRILL 演练";

    /** The real clock. */
    public static final int REAL_PACE = 1;

    /** Whether this is the number of a drill; of anything else, also of nothing, it is not. */
    public static boolean isDrill(@Nullable String number) {
        return number != null && number.startsWith(DRILLS_BEGIN);
    }

    /** What a process is about by its business key: one that runs a drill is about the drill, any other about what its key says. */
    public static String numberIn(String businessKey) {
        return businessKey.startsWith(RUNS_DRILL + DRILLS_BEGIN)
                ? businessKey.substring(RUNS_DRILL.length())
                : businessKey;
    }

    /** Whether it is rehearsed only (R61). */
    public boolean drill() {
        return isDrill(number);
    }

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
     * @param seq which promise of its kind it is, from 1
     * @param metAt when it was kept, in time or late
     * @param outcome what became of it, or nothing while it runs
     */
    public record Deadline(
            String what,
            int seq,
            Instant due,
            @Nullable Instant metAt,
            @Nullable Outcome outcome) {

        public boolean isRunning() {
            return outcome == null;
        }
    }

    /** What became of a promise. */
    public enum Outcome {
        MET,
        /** Met, but after it was due. */
        LATE,
        MISSED,
        /** Another due time took its place before it was due. */
        REPLACED,
        /** The crisis was over before it was due. */
        VOID;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Outcome of(@Nullable String word) {
            return word == null ? null : valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * A grade that the tables gave once.
     *
     * @param inForce whether it became the level of the crisis; if not, it was a suspicion or waited for consent
     */
    public record Grade(
            int seq, Instant at, int level, List<Reason> reasons, Map<String, Object> facts, boolean inForce) {}

    /**
     * Something that is known about a crisis.
     *
     * @param value null if somebody said that it is not known
     * @param inWords whether people wrote it
     * @param since since when it holds, which may be before it was said
     */
    public record Fact(String name, @Nullable Object value, boolean inWords, Instant saidAt, Instant since) {}
}
