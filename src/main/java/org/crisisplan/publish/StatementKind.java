package org.crisisplan.publish;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a statement does: say within minutes that we know of it, open the conversation, report progress or that there is none, set facts
 * right, offer compensation, or end the crisis; or answer one question for whoever asks it, on no channel.
 */
public enum StatementKind {
    HOLDING,
    FIRST,
    PROGRESS,
    NO_CHANGE,
    CLARIFICATION,
    COMPENSATION,
    ALL_CLEAR,
    /** An entry of the question and answer bank: its title is the question (R48). */
    ANSWER;

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
