package org.crisisplan.publish.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A number or a time as a text states it.
 *
 * @param value of everything but a time
 * @param time of a time; the date may be missing
 * @param utc whether the time is said to be UTC, not that of the website's zone
 * @param written the words of the text
 */
public record Figure(
        Kind kind,
        Subject subject,
        Bound bound,
        @Nullable BigDecimal value,
        @Nullable LocalDate date,
        @Nullable LocalTime time,
        boolean utc,
        String written) {

    /** What kind of figure it is. */
    public enum Kind {
        USERS,
        MONEY,
        PERCENT,
        TIME
    }

    /** What it speaks of, by the words around it. */
    public enum Subject {
        LEAKED,
        AFFECTED,
        COMPENSATION,
        BEGAN,
        LEARNED,
        RECOVERED,
        NEXT_UPDATE,
        /** The words around it do not say. */
        ANY
    }

    /** How exactly it is meant. */
    public enum Bound {
        EXACT,
        ABOUT,
        /** More than, at least. */
        MORE,
        /** Less than, at most. */
        LESS
    }

    static Figure number(Kind kind, Subject subject, Bound bound, BigDecimal value, String written) {
        return new Figure(kind, subject, bound, value, null, null, false, written);
    }

    static Figure time(
            Subject subject, Bound bound, @Nullable LocalDate date, LocalTime time, boolean utc, String written) {
        return new Figure(Kind.TIME, subject, bound, null, date, time, utc, written);
    }

    /** What can be compared with another figure of the same kind. */
    Object comparable() {
        return value != null ? value.stripTrailingZeros() : String.valueOf(time);
    }
}
