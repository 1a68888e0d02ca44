package org.crisisplan.media.inquiry;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked about a crisis (R48).
 *
 * @param ordinal its number within the crisis
 * @param asker who asked
 * @param outlet for whom they ask; empty for somebody who asks for themselves
 * @param way through which it came, one of {@link #WAYS}
 * @param address where they can be answered: a mail address, a telephone number, an account
 * @param language in which they are answered: {@code zh} or {@code en}
 * @param answerBy when they need the answer; null if they did not say
 * @param statement id of the approved text that they were answered with; null before
 * @param told how: {@code sent} by mail, or {@code said}; null before
 * @param reason why they got no answer; null if they did, or may still
 */
public record Inquiry(
        String id,
        String crisis,
        int ordinal,
        String asker,
        String outlet,
        String way,
        String address,
        String language,
        String question,
        Instant askedAt,
        @Nullable Instant answerBy,
        State state,
        @Nullable String statement,
        @Nullable String told,
        @Nullable Instant settledAt,
        @Nullable String settledBy,
        @Nullable String reason) {

    public static final List<String> WAYS = List.of("mail", "phone", "social", "in-person");

    static final List<String> LANGUAGES = List.of("zh", "en");

    /** What became of it. */
    public enum State {
        OPEN,
        ANSWERED,
        DECLINED;

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

    /** Who asked, as people say it. */
    public String from() {
        return outlet.isEmpty() ? asker : asker.isEmpty() ? outlet : asker + ", " + outlet;
    }
}
