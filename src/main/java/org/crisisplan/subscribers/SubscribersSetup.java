package org.crisisplan.subscribers;

import java.time.Clock;
import java.time.Duration;
import org.crisisplan.engine.PeriodicTask;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the node does for subscribers by itself. */
@Configuration
@ConditionalOnProperty(name = "crisis-plan.subscribers.background-enabled", matchIfMissing = true)
class SubscribersSetup {

    @Bean
    PeriodicTask signUpMails(RequestMails mails) {
        return new PeriodicTask("subscriber-mails", Duration.ofSeconds(2), mails::sendDue);
    }

    @Bean
    PeriodicTask subscriberWindows(AnnouncedWindows windows, FailingWebhooks failing) {
        return new PeriodicTask("subscriber-windows", Duration.ofSeconds(30), () -> {
            windows.look();
            failing.look();
        });
    }

    @Bean
    PeriodicTask subscriberRetention(SubscriberRepository subscribers, SubscriberSettings settings, Clock clock) {
        return new PeriodicTask(
                "subscriber-retention",
                Duration.ofMinutes(10),
                () -> subscribers.removeRequests(clock.instant().minus(settings.confirmWithin())));
    }
}
