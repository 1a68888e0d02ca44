package org.crisisplan.plan.check;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What values a column of a table has.
 *
 * @param form the form all of them take
 * @param words the words there are; for an open kind those that are known
 * @param open whether there may be other words than the known ones
 * @param least the smallest number, if there is one
 * @param most the largest number, if there is one
 * @param whole whether numbers have no fractions
 * @param measured whether numbers are measured or counted, so that nobody asks for exactly one of them
 */
record ValueKind(
        Form form,
        Set<String> words,
        boolean open,
        @Nullable BigDecimal least,
        @Nullable BigDecimal most,
        boolean whole,
        boolean measured) {

    /** What can be written in a cell. */
    enum Form {
        WORD,
        NUMBER,
        YES_NO,
        TEXT,
        SMALL_TEXT,
        CLAUSE,
        DURATION,
        INTERVAL,
        GROUPS,
        FACTS,
        REASONS,
        ANY
    }

    static final ValueKind ANY = of(Form.ANY);
    static final ValueKind TEXT = of(Form.TEXT);
    static final ValueKind YES_NO = of(Form.YES_NO);
    static final ValueKind NUMBER = new ValueKind(Form.NUMBER, Set.of(), true, null, null, false, false);
    static final ValueKind COUNT = new ValueKind(Form.NUMBER, Set.of(), true, BigDecimal.ZERO, null, true, true);
    static final ValueKind QUANTITY = new ValueKind(Form.NUMBER, Set.of(), true, BigDecimal.ZERO, null, false, true);
    static final ValueKind FIGURE = new ValueKind(Form.NUMBER, Set.of(), true, null, null, false, true);
    static final ValueKind SHARE =
            new ValueKind(Form.NUMBER, Set.of(), true, BigDecimal.ZERO, BigDecimal.ONE, false, true);
    static final ValueKind LEVEL =
            new ValueKind(Form.NUMBER, Set.of(), true, BigDecimal.ONE, BigDecimal.valueOf(3), true, false);

    static ValueKind of(Form form) {
        return new ValueKind(form, Set.of(), true, null, null, false, false);
    }

    static ValueKind choice(Iterable<String> words) {
        return words(words, false);
    }

    /** Words of which some are known; a word that is nearly one of them is a slip. */
    static ValueKind known(Iterable<String> words) {
        return words(words, true);
    }

    private static ValueKind words(Iterable<String> words, boolean open) {
        Set<String> all = new TreeSet<>();
        words.forEach(all::add);
        return new ValueKind(Form.WORD, all, open, null, null, false, false);
    }

    /** What a column may say for itself where nobody says what it is for. */
    static ValueKind ofType(@Nullable String type) {
        return switch (String.valueOf(type)) {
            case "string" -> TEXT;
            case "boolean" -> YES_NO;
            case "integer", "long", "double", "number" -> NUMBER;
            default -> ANY;
        };
    }

    boolean isNumber() {
        return form == Form.NUMBER;
    }

    boolean isWord() {
        return form == Form.WORD;
    }

    boolean isYesNo() {
        return form == Form.YES_NO;
    }

    /** Whether its values are written in quotes. */
    boolean isText() {
        return Set.of(Form.WORD, Form.TEXT, Form.SMALL_TEXT, Form.CLAUSE, Form.DURATION, Form.INTERVAL, Form.GROUPS)
                .contains(form);
    }
}
