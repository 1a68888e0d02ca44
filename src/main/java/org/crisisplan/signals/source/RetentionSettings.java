package org.crisisplan.signals.source;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long signals stay.
 *
 * @param keep so long the signals themselves are kept; the counts stay
 */
@ConfigurationProperties("crisis-plan.signals")
public record RetentionSettings(@DefaultValue("30d") Duration keep) {

    public RetentionSettings {
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException(
                    "crisis-plan.signals.keep must be at least 1d: the windows look back for a day");
        }
    }
}
