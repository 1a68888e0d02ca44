package org.crisisplan.crisis;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one person may do at once.
 *
 * @param reportsPerMinute so many crises may one person report in a minute
 */
@ConfigurationProperties("crisis-plan.limits")
record ReportLimitSettings(@DefaultValue("20") int reportsPerMinute) {

    ReportLimitSettings {
        if (reportsPerMinute < 1) {
            throw new IllegalArgumentException("crisis-plan.limits.reports-per-minute must be at least 1");
        }
    }
}
