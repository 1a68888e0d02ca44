package org.crisisplan.operations;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who watches from outside whether this node goes on working.
 *
 * @param url is asked again and again as long as all is well; none: nobody watches
 * @param every how often
 */
@ConfigurationProperties("crisis-plan.heartbeat")
record HeartbeatSettings(
        @Nullable URI url, @DefaultValue("1m") Duration every) {

    HeartbeatSettings {
        if (url != null
                && (url.getHost() == null || !String.valueOf(url.getScheme()).matches("(?i)https?"))) {
            throw new IllegalArgumentException("crisis-plan.heartbeat.url must be an address with http or https");
        }
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("crisis-plan.heartbeat.every must be at least 1s");
        }
    }
}
