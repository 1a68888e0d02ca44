package org.crisisplan.media.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the question and answer bank. What may be passed on is the text of its approved version alone.
 *
 * @param crisis its number; null for one of the plan, which any crisis may use
 * @param kind one of {@link #KINDS}
 * @param audience whom it is for, one of {@link #AUDIENCES}
 * @param about kind of crisis that it fits, one of {@link #ABOUT}
 * @param question as it was asked first
 * @param version of the approved text; 0 while there is none
 * @param statement id of the approved text; null while there is none
 * @param processInstance the run of {@code approve-answer} that has it in hand, or had it last; null before the first
 * @param drafted whether that run is at work: being written, or judged
 * @param state what it is good for
 */
public record Answer(
        String id,
        @Nullable String crisis,
        String kind,
        String audience,
        String about,
        String question,
        int version,
        @Nullable String statement,
        @Nullable Instant approvedAt,
        @Nullable String processInstance,
        @Nullable String drafted,
        State state) {

    /** An answer to one question, or what is said while nothing is known yet. */
    public static final List<String> KINDS = List.of("answer", "holding-line");

    public static final List<String> AUDIENCES = List.of("everyone", "media", "users", "staff");

    public static final List<String> ABOUT = List.of("any", "technical", "content");

    /** What an entry is good for. */
    public enum State {
        /** Nothing of it is approved. */
        ASKED,
        /** Its approved text may be passed on. */
        VALID,
        /** It may not be passed on any more; what it said can still be read. */
        RETIRED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public boolean isValid() {
        return state == State.VALID;
    }

    /** Whether somebody is writing or judging a text for it. */
    public boolean isInHand() {
        return drafted != null;
    }
}
