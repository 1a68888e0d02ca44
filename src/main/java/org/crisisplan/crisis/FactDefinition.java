package org.crisisplan.crisis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crisisplan.form.FormFieldCheck;
import org.crisisplan.text.WrittenLanguage;
import org.jspecify.annotations.Nullable;

/**
 * A fact that may be known of a crisis, as a row of the plan's table {@code facts} describes it.
 *
 * @param name also the key of forms' fields and the name that tables and diagrams ask by
 * @param choices the words that a {@link Type#CHOICE} allows, from the mildest to the worst
 * @param toldByAnyone whether signals, the API and the crisis page may tell it; if not, only forms do
 * @param label what people read, in English and Chinese
 * @param grows in which unit it grows with the clock while {@link FactTable#isGrowing} holds; nothing for most
 * @param message the message that diagrams of the crisis get when somebody tells it outside a form; nothing for most
 */
public record FactDefinition(
        String name,
        Type type,
        List<String> choices,
        boolean toldByAnyone,
        String label,
        @Nullable Duration grows,
        @Nullable String message) {

    /** What kind of value a fact takes. */
    public enum Type {
        YES_NO("yes-no"),
        /** A whole number, not negative. */
        COUNT("count"),
        /** A number, not negative, fractions allowed. */
        QUANTITY("quantity"),
        /** One of a few words. */
        CHOICE("choice"),
        /** One of the words that the form's field offers. */
        WORD("word"),
        /** What people write. */
        TEXT("text"),
        /** What the public reads of us in English: told for it, never taken from notes. */
        TEXT_EN("text-en"),
        /** The same in Chinese. */
        TEXT_ZH("text-zh"),
        /** A date, or a date with a time, in ISO 8601. */
        TIME("time");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** As the table names it. */
        public String word() {
            return word;
        }

        /** Whether people write it in their own words. */
        public boolean isText() {
            return this == TEXT || language().isPresent();
        }

        /** The language of what the public reads; none for everything else. */
        public Optional<WrittenLanguage> language() {
            return switch (this) {
                case TEXT_EN -> Optional.of(WrittenLanguage.ENGLISH);
                case TEXT_ZH -> Optional.of(WrittenLanguage.CHINESE);
                default -> Optional.empty();
            };
        }
    }

    /** Whether it is the crisis's running log: words that anybody adds, for each other and not for the public. */
    public boolean isLog() {
        return type == Type.TEXT && toldByAnyone;
    }

    /** What somebody says who knows that it is not known. */
    public static final String NOT_KNOWN = "unknown";

    private static final Map<String, Boolean> SAID = Map.of("yes", true, "no", false);
    private static final Pattern ISO_TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T[\\d:.]+(Z|[+-]\\d{2}:\\d{2})?)?");
    private static final long MOST = 10_000_000_000L;
    private static final int LONGEST_WORD = 200;
    private static final int LONGEST_TEXT = 10_000;

    /** Whether somebody says by this value that the fact is not known. */
    boolean isNotKnown(@Nullable Object value) {
        return value == null || NOT_KNOWN.equals(value) && (type == Type.YES_NO || type == Type.CHOICE);
    }

    /** @return the value as the crisis keeps it, so that equal values are equal however they were sent; null if it cannot be one */
    @Nullable Object take(Object value) {
        return switch (type) {
            case YES_NO -> value instanceof Boolean ? value : SAID.get(String.valueOf(value));
            case CHOICE -> value instanceof String word && choices.contains(word) ? word : null;
            case COUNT -> value instanceof Number number && isCount(number) ? (Object) number.longValue() : null;
            case QUANTITY ->
                value instanceof Number number && inRange(number.doubleValue()) ? (Object) number.doubleValue() : null;
            case WORD -> value instanceof String word && word.length() <= LONGEST_WORD ? word : null;
            case TEXT, TEXT_EN, TEXT_ZH ->
                value instanceof String text
                                && text.length() <= LONGEST_TEXT
                                && !FormFieldCheck.UNPRINTABLE.matcher(text).find()
                                && isInItsLanguage(text)
                        ? text
                        : null;
            case TIME -> value instanceof String time && ISO_TIME.matcher(time).matches() ? time : null;
        };
    }

    private boolean isInItsLanguage(String text) {
        return type.language()
                .flatMap(language -> language.foreignPassage(text))
                .isEmpty();
    }

    private static boolean isCount(Number number) {
        return inRange(number.doubleValue()) && number.doubleValue() == Math.rint(number.doubleValue());
    }

    private static boolean inRange(double value) {
        return value >= 0 && value <= MOST;
    }

    String expectation() {
        return switch (type) {
            case YES_NO -> "must be true or false, or null if it is not known";
            case CHOICE -> "must be one of " + String.join(", ", choices) + ", or null if it is not known";
            case COUNT -> "must be a whole number from 0 to " + MOST;
            case QUANTITY -> "must be a number from 0 to " + MOST;
            case WORD -> "must be one word of the form";
            case TEXT -> "must be a text of at most " + LONGEST_TEXT + " characters";
            case TEXT_EN -> "must be English; names may keep their script, or stand in quotes (须为英文，名称可保留原文或加引号)";
            case TEXT_ZH -> "must be Chinese; names may keep their script, or stand in quotes (须为中文，名称可保留原文或加引号)";
            case TIME -> "must be a date or a time such as 2026-11-23T16:00:00+08:00";
        };
    }
}
