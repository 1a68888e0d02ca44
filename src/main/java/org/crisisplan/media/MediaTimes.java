package org.crisisplan.media;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Points in time on the clock of the people here. */
@Component
public class MediaTimes {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter OF_A_FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

    private final Clock clock;

    MediaTimes(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public String text(Instant at) {
        return DAY_AND_TIME.format(at.atZone(clock.getZone()));
    }

    public String zone() {
        return clock.getZone().getId();
    }

    /** What a field of a page says; null if it says nothing, or nothing that is a time. */
    public @Nullable Instant of(String field, @Nullable String typed, List<Finding> findings) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(typed.strip().replace(' ', 'T'))
                    .atZone(clock.getZone())
                    .toInstant();
        } catch (DateTimeParseException noTime) {
            findings.add(new Finding(
                    field, "must be a date and a time such as " + OF_A_FIELD.format(now().atZone(clock.getZone()))));
            return null;
        }
    }
}
