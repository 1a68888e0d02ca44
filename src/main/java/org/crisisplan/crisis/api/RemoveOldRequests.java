package org.crisisplan.crisis.api;

import java.time.Duration;
import org.crisisplan.engine.PeriodicTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Removes the keys of requests, and with them what was answered, once they are a day old. Several nodes may do so at once. */
@Configuration(proxyBeanMethods = false)
class RemoveOldRequests {

    private static final Duration EVERY = Duration.ofMinutes(10);

    @Bean
    PeriodicTask removalOfOldRequests(IdempotentRequests requests) {
        return new PeriodicTask("old-requests", EVERY, () -> {
            while (requests.removeSomeOld()) {
                // each is a transaction of its own
            }
        });
    }
}
