package org.crisisplan.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says when something is, and how much time is left until then, in the reader's language. */
@Component
public class TimeFormatter {

    private static final Duration NEAR = Duration.ofHours(2);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int MINUTES_AN_HOUR = 60;
    private static final int HOURS_A_DAY = 24;

    private final Clock clock;
    private final MessageSource messages;

    TimeFormatter(Clock clock, MessageSource messages) {
        this.clock = clock;
        this.messages = messages;
    }

    /**
     * A point in time as a page shows it.
     *
     * @param iso for the machine-readable part of the page
     * @param text on the clock of the people here
     */
    public record Moment(String iso, String text) {}

    /**
     * A deadline as a page shows it.
     *
     * @param left time left, or by how much it is missed
     * @param state near, missed, met, or nothing of it
     */
    public record Due(Moment at, String left, String state) {

        public boolean missed() {
            return state.equals("missed");
        }
    }

    public Moment moment(Instant at) {
        return new Moment(at.toString(), DAY_AND_TIME.format(at.atZone(clock.getZone())));
    }

    /** To the second: evidence. */
    public Moment second(Instant at) {
        return new Moment(at.toString(), TO_THE_SECOND.format(at.atZone(clock.getZone())));
    }

    public String zone() {
        return clock.getZone().getId();
    }

    public Due due(Instant due, Locale language) {
        Duration left = Duration.between(clock.instant(), due);
        if (left.isNegative()) {
            return new Due(moment(due), said("web.overdue", span(left.negated(), language), language), "missed");
        }
        String state = left.compareTo(NEAR) < 0 ? "near" : "";
        return new Due(moment(due), said("web.left", span(left, language), language), state);
    }

    /** What was done, in time or too late. */
    public Due met(Instant due, Instant metAt, Locale language) {
        Duration late = Duration.between(due, metAt);
        return late.isNegative() || late.isZero()
                ? new Due(moment(due), said("web.met", moment(metAt).text(), language), "met")
                : new Due(moment(due), said("web.metLate", span(late, language), language), "missed");
    }

    /** Nobody is asked for it any more: no time is left and none runs out. */
    public Due ended(Instant due, boolean missed, Locale language) {
        return new Due(
                moment(due),
                messages.getMessage(missed ? "web.missed" : "web.void", null, language),
                missed ? "missed" : "");
    }

    /** How long, to the minute. */
    public String span(Duration time, Locale language) {
        long minutes = time.toMinutes();
        long hours = minutes / MINUTES_AN_HOUR;
        if (hours >= 2 * HOURS_A_DAY) {
            return said("web.days", hours / HOURS_A_DAY, hours % HOURS_A_DAY, language);
        }
        return hours > 0
                ? said("web.hours", hours, minutes % MINUTES_AN_HOUR, language)
                : said("web.minutes", String.valueOf(minutes), language);
    }

    private String said(String key, String value, Locale language) {
        return messages.getMessage(key, new Object[] {value}, language);
    }

    private String said(String key, long one, long other, Locale language) {
        return messages.getMessage(key, new Object[] {String.valueOf(one), String.valueOf(other)}, language);
    }
}
