package org.crisisplan.site;

import java.time.Instant;
import java.util.Set;

/**
 * A time in which components are worked on as announced: one row of the table {@code maintenanceWindows}.
 *
 * @param key what the JSON calls it; never changes
 * @param components by their keys
 * @param until not included
 * @param mutes the clauses by which signals about these components raise no crisis meanwhile
 */
public record MaintenanceWindow(
        String key,
        Set<String> components,
        Instant from,
        Instant until,
        Set<String> mutes,
        String titleEn,
        String titleZh,
        String textEn,
        String textZh) {

    public boolean isActive(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    public boolean isAhead(Instant now) {
        return now.isBefore(from);
    }

    public String title(boolean chinese) {
        return chinese ? titleZh : titleEn;
    }

    public String text(boolean chinese) {
        return chinese ? textZh : textEn;
    }
}
