package org.crisisplan.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.web.BilingualText;

/**
 * One question of a survey, as the plan's table {@code surveyQuestions} asks it.
 *
 * @param name by which answers are counted, such as {@code satisfaction}
 * @param label the question in both languages
 * @param choices what can be chosen, in the order of the form; none where people write
 */
public record Question(String name, Kind kind, String label, List<Choice> choices) {

    /** The question that says whether users are satisfied; a rating. */
    public static final String SATISFACTION = "satisfaction";

    static final int LOWEST = 1;
    static final int HIGHEST = 5;

    /** How a question is answered. */
    public enum Kind {
        /** From 1, very dissatisfied, to 5. */
        RATING,
        /** One of its choices. */
        CHOICE,
        /** In words, which may be left out. */
        TEXT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param value as it is counted @param label in both languages; empty for a number of a rating */
    public record Choice(String value, String label) {

        public String in(Locale reader) {
            return label.isEmpty() ? value : BilingualText.of(label, reader);
        }
    }

    public Question {
        choices = List.copyOf(choices);
    }

    public String in(Locale reader) {
        return BilingualText.of(label, reader);
    }

    public boolean rates() {
        return kind == Kind.RATING;
    }

    public boolean isWritten() {
        return kind == Kind.TEXT;
    }

    boolean offers(String value) {
        return choices.stream().anyMatch(choice -> choice.value().equals(value));
    }

    /**
     * As the table says it.
     *
     * @param choices for a choice: {@code none: Not at all 完全没有; minor: A little 有一点}
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Question of(String name, String kind, String label, String choices) {
        if (!name.matches("[a-z][A-Za-z0-9]{0,39}")) {
            throw new IllegalArgumentException(
                    "the name '" + name + "' is not one word of letters and digits, such as satisfaction");
        }
        Kind known = Arrays.stream(Kind.values())
                .filter(one -> one.word().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the kind of '" + name + "' is '" + kind + "', not rating, choice or text"));
        if (name.equals(SATISFACTION) && known != Kind.RATING) {
            throw new IllegalArgumentException("'satisfaction' must be a rating: the result is computed from it");
        }
        return new Question(name, known, label, known == Kind.CHOICE ? choices(name, choices) : numbers(known));
    }

    private static List<Choice> numbers(Kind kind) {
        return kind == Kind.RATING
                ? IntStream.rangeClosed(LOWEST, HIGHEST)
                        .mapToObj(number -> new Choice(String.valueOf(number), ""))
                        .toList()
                : List.of();
    }

    static List<Choice> choices(String name, String written) {
        List<Choice> choices = new ArrayList<>();
        Set<String> values = new LinkedHashSet<>();
        for (String part : written.split("[;\n]")) {
            String one = part.strip();
            if (one.isEmpty()) {
                continue;
            }
            int colon = one.indexOf(':');
            String value = colon < 0 ? one : one.substring(0, colon).strip();
            String label = colon < 0 ? "" : one.substring(colon + 1).strip();
            if (!value.matches("[a-z][a-z0-9-]{0,39}") || label.isEmpty() || !values.add(value)) {
                throw new IllegalArgumentException("the choice '" + one + "' of '" + name
                        + "' is not written as a word of its own and a label, such as minor: A little 有一点");
            }
            choices.add(new Choice(value, label));
        }
        if (choices.size() < 2) {
            throw new IllegalArgumentException("'" + name + "' needs two choices at least, with ; between them");
        }
        return choices;
    }

    String writtenChoices() {
        return kind == Kind.CHOICE
                ? choices.stream()
                        .map(choice -> choice.value() + ": " + choice.label())
                        .collect(Collectors.joining("\n"))
                : "";
    }
}
