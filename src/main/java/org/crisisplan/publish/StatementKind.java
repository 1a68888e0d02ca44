package org.crisisplan.publish;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a statement does: say within minutes that we know of it, open the conversation, report progress or that there is none, set facts
 * right, take back what we published, offer compensation, end the crisis, or tell afterwards what we learnt from it; or answer one
 * question for whoever asks it, on no channel.
 */
public enum StatementKind {
    HOLDING,
    FIRST,
    PROGRESS,
    NO_CHANGE,
    CLARIFICATION,
    WITHDRAWAL,
    COMPENSATION,
    ALL_CLEAR,
    POST_MORTEM,
    /** An entry of the question and answer bank: its title is the question (R48). */
    ANSWER;

    /** Nothing is promised after it: the crisis is over with it, or before it. */
    public boolean isTheEnd() {
        return this == ALL_CLEAR || this == POST_MORTEM;
    }

    /** It speaks of something that we published before. */
    public boolean isAboutAnother() {
        return this == CLARIFICATION || this == WITHDRAWAL;
    }

    /** The word used in the models and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static StatementKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no kind of statement '" + word
                        + "'; the variable statementKind takes "
                        + Arrays.stream(values()).map(StatementKind::word).collect(Collectors.joining(", "))));
    }
}
