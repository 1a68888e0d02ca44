package org.crisisplan.audit.report;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a report is about: a quarter, or a year to date; and what it is compared with.
 *
 * @param last the last day
 * @param spans quarter or year
 */
public record Period(LocalDate first, LocalDate last, String spans) {

    static final String QUARTER = "quarter";
    static final String YEAR = "year";

    private static final int MONTHS_A_QUARTER = 3;

    /** The quarter of that day. */
    static Period quarterOf(LocalDate day) {
        LocalDate first =
                day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1);
        return new Period(first, first.plusMonths(MONTHS_A_QUARTER).minusDays(1), QUARTER);
    }

    /** The year of that day, until today if it is not over yet. */
    static Period yearOf(LocalDate day, LocalDate today) {
        LocalDate end = day.withDayOfYear(day.lengthOfYear());
        return new Period(
                day.withDayOfYear(1), end.isAfter(today) && day.getYear() == today.getYear() ? today : end, YEAR);
    }

    /** The quarter before, or the same days of the year before. */
    Period before() {
        if (spans.equals(QUARTER)) {
            return quarterOf(first.minusDays(1));
        }
        LocalDate end = last.getDayOfYear() == last.lengthOfYear() ? first.minusDays(1) : last.minusYears(1);
        return new Period(first.minusYears(1), end, YEAR);
    }

    Period after() {
        return quarterOf(first.plusMonths(MONTHS_A_QUARTER));
    }

    public int year() {
        return first.getYear();
    }

    /** From 1 to 4. */
    public int quarter() {
        return (first.getMonthValue() - 1) / MONTHS_A_QUARTER + 1;
    }

    /** As one says it: {@code 2026-Q4}, or the year. */
    public String name() {
        return spans.equals(QUARTER) ? year() + "-Q" + quarter() : String.valueOf(year());
    }

    boolean isOver(Clock clock) {
        return !end(clock.getZone()).isAfter(clock.instant());
    }

    Instant begin(ZoneId zone) {
        return first.atStartOfDay(zone).toInstant();
    }

    Instant end(ZoneId zone) {
        return last.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
