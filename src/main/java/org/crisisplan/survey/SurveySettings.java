package org.crisisplan.survey;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The public form of a survey. Whom it asks, what and for how long is no setting but tables of the plan.
 *
 * @param perMinute how many answers are taken from one address in a minute
 * @param allPerMinute how many are taken from everybody together, on each node
 */
@ConfigurationProperties("crisis-plan.survey")
public record SurveySettings(
        @DefaultValue("10") int perMinute,
        @DefaultValue("1200") int allPerMinute) {

    public SurveySettings {
        if (perMinute < 1 || allPerMinute < perMinute) {
            throw new IllegalArgumentException(
                    "crisis-plan.survey: per-minute must be at least 1, and all-per-minute no less");
        }
    }
}
