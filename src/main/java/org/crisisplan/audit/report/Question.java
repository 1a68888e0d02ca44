package org.crisisplan.audit.report;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of a question, and keeps what cannot be read; that is left out of the question. Days are those of the people here. */
final class Question {

    private static final Pattern YEAR = Pattern.compile("(19|20|21)\\d\\d-.*");
    private static final int LONGEST = 200;

    private final List<Wrong> wrong = new ArrayList<>();
    private final Clock clock;

    Question(Clock clock) {
        this.clock = clock;
    }

    List<Wrong> wrong() {
        return wrong;
    }

    /** @throws BadQuestion if anything could not be read */
    void refuseWrong() {
        if (!wrong.isEmpty()) {
            throw new BadQuestion(wrong);
        }
    }

    @Nullable LocalDate day(String field, String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            if (YEAR.matcher(text.strip()).matches()) {
                return LocalDate.parse(text.strip());
            }
        } catch (DateTimeParseException noDay) {
            // said below
        }
        wrong.add(new Wrong(field, "day", shown(text)));
        return null;
    }

    /** When that day began. */
    @Nullable Instant from(String field, String text) {
        @Nullable LocalDate day = day(field, text);
        return day == null ? null : day.atStartOfDay(clock.getZone()).toInstant();
    }

    /** When that day is over. */
    @Nullable Instant until(String field, String text) {
        @Nullable LocalDate day = day(field, text);
        return day == null
                ? null
                : day.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
    }

    @Nullable Integer number(String field, String text, int least, int most) {
        if (text.isBlank()) {
            return null;
        }
        if (text.strip().matches("\\d{1,6}")) {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong.add(new Wrong(field, "number", shown(text)));
        return null;
    }

    /** One of the words of an enumeration. */
    <T> @Nullable T word(String field, String text, T[] known, java.util.function.Function<T, String> word) {
        if (text.isBlank()) {
            return null;
        }
        for (T one : known) {
            if (word.apply(one).equals(text.strip())) {
                return one;
            }
        }
        wrong.add(new Wrong(field, "word", shown(text)));
        return null;
    }

    String matching(String field, String text, Pattern pattern, String key) {
        if (text.isBlank() || pattern.matcher(text.strip()).matches()) {
            return text.strip();
        }
        wrong.add(new Wrong(field, key, shown(text)));
        return "";
    }

    void refuse(String field, String key, String value) {
        wrong.add(new Wrong(field, key, shown(value)));
    }

    private static String shown(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
