package org.crisisplan.notify.acknowledge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The links by which an alert is acknowledged.
 *
 * @param within how long such a link can be used
 * @param perMinute how often one address may open such links in a minute, whether there are any or not
 */
@ConfigurationProperties("crisis-plan.notify.acknowledge")
record AcknowledgeSettings(
        @DefaultValue("24h") Duration within,
        @DefaultValue("30") int perMinute) {
    AcknowledgeSettings {
        if (within.isNegative() || within.isZero() || perMinute < 1) {
            throw new IllegalArgumentException(
                    "crisis-plan.notify.acknowledge: within must be longer than nothing, per-minute at least 1");
        }
    }
}
