package org.crisisplan.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long this node waits for what others send.
 *
 * @param within the whole body of a request has to be here so long after its head
 * @param pause so long nothing at all may come
 * @param waitingForAnAddress so many requests from one address may be waited for at the same moment
 */
@ConfigurationProperties("crisis-plan.web.body")
record BodySettings(
        @DefaultValue("30s") Duration within,
        @DefaultValue("10s") Duration pause,
        @DefaultValue("32") int waitingForAnAddress) {

    BodySettings {
        if (within.compareTo(Duration.ofSeconds(1)) < 0 || pause.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "crisis-plan.web.body.within and crisis-plan.web.body.pause must be at least 1s");
        }
        if (waitingForAnAddress < 1) {
            throw new IllegalArgumentException("crisis-plan.web.body.waiting-for-an-address must be at least 1");
        }
    }
}
