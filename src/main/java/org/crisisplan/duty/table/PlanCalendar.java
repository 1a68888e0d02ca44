package org.crisisplan.duty.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.decision.LatestDecisions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The table {@code calendar} of the newest plan: a holiday that was added last week counts for a crisis of last month. */
@Component
public class PlanCalendar implements BusinessDays {

    private static final int FARTHEST = 1000;

    private final LatestDecisions tables;

    PlanCalendar(LatestDecisions tables) {
        this.tables = tables;
    }

    private record Office(ZoneId zone, LocalTime closes, LocalDate knownUntil) {}

    @Override
    public Instant after(Instant from, int days, String calendar) {
        Office office = office(calendar);
        LocalDate day = from.atZone(office.zone()).toLocalDate();
        int counted = 0;
        for (int gone = 0; counted < days; gone++) {
            if (gone > FARTHEST) {
                throw new IllegalStateException(
                        "The calendar " + calendar + " of the table 'calendar' has no business days");
            }
            day = day.plusDays(1);
            counted += isBusinessDay(day, calendar) ? 1 : 0;
        }
        return day.atTime(office.closes()).atZone(office.zone()).toInstant();
    }

    /** The last day up to which the holidays of the calendar are known, if the moment lies after it. */
    public Optional<LocalDate> endsBefore(Instant moment, String calendar) {
        Office office = office(calendar);
        return moment.atZone(office.zone()).toLocalDate().isAfter(office.knownUntil())
                ? Optional.of(office.knownUntil())
                : Optional.empty();
    }

    private boolean isBusinessDay(LocalDate day, String calendar) {
        Map<String, @Nullable Object> asked = new HashMap<>();
        asked.put("calendar", calendar);
        asked.put("date", day.toString());
        asked.put("weekday", day.getDayOfWeek().name().toLowerCase(Locale.ROOT));
        return tables.ask("calendar", asked).stream().anyMatch(row -> Boolean.TRUE.equals(row.get("open")));
    }

    private Office office(String calendar) {
        List<Map<String, Object>> rows = tables.ask("officeHours", Map.of("calendar", calendar));
        if (rows.isEmpty()) {
            throw new IllegalStateException("The table 'calendar' knows no calendar " + calendar + "; add a row to it");
        }
        Map<String, Object> row = rows.get(0);
        return new Office(
                ZoneId.of(String.valueOf(row.get("zone"))),
                LocalTime.parse(String.valueOf(row.get("closes"))),
                LocalDate.parse(String.valueOf(row.get("knownUntil"))));
    }
}
