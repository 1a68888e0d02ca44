package org.crisisplan.duty.table;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.crisis.Paced;
import org.jspecify.annotations.Nullable;

/**
 * How long the law gives, as the table {@code duties} writes it: hours or days ({@code PT72H}, {@code P30D}), months of the calendar
 * ({@code P1M}), business days of a calendar ({@code 4 business days US}), {@code at once} where it names no hours, {@code not known} where
 * nobody found them.
 */
public final class LegalTime {

    private static final String AT_ONCE = "at once";
    private static final String NOT_KNOWN = "not known";
    private static final Pattern BUSINESS_DAYS = Pattern.compile("(\\d{1,3}) business days? (\\w+)");
    private static final Pattern MONTHS = Pattern.compile("P\\d{1,2}[MY]");

    private final String text;
    private final @Nullable Duration duration;
    private final @Nullable Period period;
    private final int businessDays;
    private final String calendar;

    private LegalTime(
            String text, @Nullable Duration duration, @Nullable Period period, int businessDays, String calendar) {
        this.text = text;
        this.duration = duration;
        this.period = period;
        this.businessDays = businessDays;
        this.calendar = calendar;
    }

    /** @throws IllegalArgumentException when it is none of these */
    public static LegalTime parse(String text) {
        Matcher business = BUSINESS_DAYS.matcher(text);
        if (business.matches()) {
            return new LegalTime(text, null, null, Integer.parseInt(business.group(1)), business.group(2));
        }
        if (MONTHS.matcher(text).matches()) {
            return new LegalTime(text, null, Period.parse(text), 0, "");
        }
        if (text.equals(AT_ONCE) || text.equals(NOT_KNOWN)) {
            return new LegalTime(text, null, null, 0, "");
        }
        try {
            return new LegalTime(text, Duration.parse(text), null, 0, "");
        } catch (DateTimeParseException noTime) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no time of the law; write PT72H, P30D, P1M, 4 business days US, at once or not known",
                    noTime);
        }
    }

    /** The calendar whose business days are counted; empty if all days are. */
    public String calendar() {
        return calendar;
    }

    /**
     * When it is over.
     *
     * @param zone where months are counted
     * @param pace see {@link org.crisisplan.crisis.Crisis#pace}
     * @return null where the law names no time
     */
    public @Nullable Instant due(Instant from, BusinessDays days, ZoneId zone, int pace) {
        Instant due = duration != null
                ? from.plus(duration)
                : period != null
                        ? from.atZone(zone).plus(period).toInstant()
                        : businessDays > 0 ? days.after(from, businessDays, calendar) : null;
        return due == null ? null : from.plus(Paced.duration(Duration.between(from, due), pace));
    }

    @Override
    public String toString() {
        return text;
    }
}
