package org.crisisplan.contact.file;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.crisisplan.contact.Absence;
import org.crisisplan.contact.Shift;
import org.crisisplan.department.Group;

/** Somebody's time in an absence or a shift, as it was written down and checked. */
record TimeEntry(int position, String user, Instant from, Instant until) {

    private static final int LONGEST_WHY = 200;
    private static final String WRITE_A_TIME = "write a day such as 2026-12-24, or a time such as 2026-12-24 18:00";

    /** @return empty if a problem was added */
    static Optional<TimeEntry> of(
            int position, String user, String from, String until, ZoneId zone, List<Problem> problems) {
        String about = "user " + user.strip();
        int before = problems.size();
        if (user.isBlank()) {
            problems.add(new Problem(position, about, "user", "is missing; write the id the person logs in with"));
        }
        Optional<Instant> begins = PlanTime.of(from, zone, false);
        Optional<Instant> ends = PlanTime.of(until, zone, true);
        if (begins.isEmpty()) {
            problems.add(new Problem(position, about, "from", "'%s' is no time; %s".formatted(from, WRITE_A_TIME)));
        }
        if (ends.isEmpty()) {
            problems.add(new Problem(position, about, "until", "'%s' is no time; %s".formatted(until, WRITE_A_TIME)));
        }
        if (begins.isPresent() && ends.isPresent() && !begins.get().isBefore(ends.get())) {
            problems.add(new Problem(position, about, "until", "is not after from; write a later time"));
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new TimeEntry(position, user.strip(), begins.orElseThrow(), ends.orElseThrow()));
    }

    Absence absence(String why, List<Problem> problems) {
        String said = why.strip();
        if (said.length() > LONGEST_WHY || !said.matches("[^\\p{Cntrl}\\p{Cs}]*")) {
            problems.add(new Problem(
                    position, "user " + user, "why", "is not one line of at most " + LONGEST_WHY + " characters"));
        }
        return new Absence(UUID.randomUUID().toString(), user, from, until, said, "");
    }

    Shift shift(String department, List<Problem> problems) {
        String said = department.strip();
        if (Arrays.stream(Group.values()).noneMatch(group -> group.id().equals(said))) {
            problems.add(new Problem(
                    position,
                    "user " + user,
                    "department",
                    "'%s' is no department; write the id of a group, such as legal".formatted(said)));
        }
        return new Shift(UUID.randomUUID().toString(), said, user, from, until);
    }
}
