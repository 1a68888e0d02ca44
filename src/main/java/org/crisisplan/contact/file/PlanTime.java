package org.crisisplan.contact.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times as people write them, in the plan's time zone: a day, a day and a time, or an instant. */
public final class PlanTime {

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private PlanTime() {}

    /** @param isEnd a day alone means its end, and not its beginning */
    public static Optional<Instant> of(String text, ZoneId zone, boolean isEnd) {
        String said = text.strip().replace('T', ' ');
        try {
            if (said.endsWith("Z")) {
                return Optional.of(Instant.parse(text.strip()));
            }
            if (said.matches("\\d{4}-\\d{2}-\\d{2}")) {
                LocalDate day = LocalDate.parse(said);
                return Optional.of(
                        (isEnd ? day.plusDays(1) : day).atStartOfDay(zone).toInstant());
            }
            return Optional.of(LocalDateTime.parse(said, WRITTEN).atZone(zone).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    public static String written(Instant at, ZoneId zone) {
        return WRITTEN.format(at.atZone(zone));
    }
}
