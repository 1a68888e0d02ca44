package org.crisisplan.crisis;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says when reporting a crisis.
 *
 * @param kinds technical, content or both; empty is refused
 * @param facts what is known so far, by the names in {@link Facts}
 * @param beganAt when it began; null if that is not known
 */
public record CrisisReport(
        String title,
        String description,
        Set<Kind> kinds,
        Map<String, Object> facts,
        @Nullable Instant beganAt) {

    public CrisisReport(String title, String description, Set<Kind> kinds, Map<String, Object> facts) {
        this(title, description, kinds, facts, null);
    }
}
