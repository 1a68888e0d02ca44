package org.crisisplan.notify;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** The proposed time of the review (R58): an hour in the morning of the last working day before the review is due. */
record ReviewMeeting(Instant begin, Instant end) {

    private static final LocalTime MORNING = LocalTime.of(10, 0);
    private static final Duration LENGTH = Duration.ofHours(1);

    static ReviewMeeting before(Instant due, Instant now, ZoneId zone) {
        ZonedDateTime day = due.atZone(zone).minusDays(1).with(MORNING);
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.minusDays(1);
        }
        Instant begin = day.toInstant();
        // little time is left: the next full hour but one
        Instant soonest = now.truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS);
        Instant proposed = begin.isAfter(soonest) ? begin : soonest;
        return new ReviewMeeting(proposed, proposed.plus(LENGTH));
    }
}
