package org.crisisplan.improvement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that a review agreed to improve (R58-R60).
 *
 * @param number what people say on the phone, such as {@code AI-2026-0001}; business key of its process
 * @param crisis the crisis or drill whose review agreed on it
 * @param crisisKind what that was about: {@code technical}, {@code content}, {@code both} or {@code none}
 * @param owner the department that does it
 * @param due the last day on which it is in time
 * @param agreedPlan the number of the newest version of the plan when it was agreed on; 0 if there was none
 * @param plannedFor the day of the drill that is to rehearse it; null if none is planned
 * @param proof what closed it: {@code v7}, {@code DR-2026-0001}, or how many records of training; null if that is a reference alone
 * @param closedBy a login; empty for the product
 */
public record ImprovementItem(
        String number,
        String crisis,
        String crisisKind,
        Kind kind,
        String what,
        String owner,
        LocalDate due,
        Instant agreedAt,
        String agreedBy,
        int agreedPlan,
        State state,
        @Nullable LocalDate plannedFor,
        @Nullable String proof,
        @Nullable String reference,
        @Nullable String result,
        @Nullable Instant closedAt,
        @Nullable String closedBy) {

    /** How the number of an item is written. */
    static final Pattern NUMBER = Pattern.compile("AI-\\d{4}-\\d{4,}");

    /** What kinds there are; each is closed by something else. */
    public enum Kind {
        /** Closed by a later version of the plan that names it, or that a person says is the one. */
        PLAN,
        /** Closed by records of training. */
        TRAINING,
        /** Closed by a passed drill that rehearsed it. */
        DRILL,
        /** Closed by a person with a reference to the document. */
        DOCUMENTS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    /** How far it is. */
    public enum State {
        OPEN,
        CLOSED,
        /** An administrator ended its process: nobody is asked for it any more. */
        WITHDRAWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Still open on a day after it was due. */
    public boolean isOverdue(LocalDate today) {
        return isOpen() && due.isBefore(today);
    }
}
