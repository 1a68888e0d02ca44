package org.crisisplan.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may read the metrics.
 *
 * @param key the bearer token of whoever collects them; none: nobody may
 */
@ConfigurationProperties("crisis-plan.metrics")
record MetricsSettings(@Nullable String key) {

    private static final int SHORTEST = 16;

    MetricsSettings {
        if (key != null && key.isBlank()) {
            // an environment variable that is there and empty
            key = null;
        }
        if (key != null && key.length() < SHORTEST) {
            throw new IllegalArgumentException("crisis-plan.metrics.key needs at least " + SHORTEST + " characters");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "MetricsSettings[key=" + (key == null ? "none" : "set") + "]";
    }
}
