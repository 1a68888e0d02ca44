package org.crisisplan.board.task;

import java.time.Duration;
import org.crisisplan.engine.PeriodicTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Removes drafts of tasks that ended otherwise than by their form, such as with their crisis. Several nodes may do so at once. */
@Configuration(proxyBeanMethods = false)
class RemoveOldDrafts {

    private static final Duration EVERY = Duration.ofMinutes(10);

    @Bean
    PeriodicTask removalOfOldDrafts(TaskDraftRepository drafts) {
        return new PeriodicTask("old-drafts", EVERY, () -> {
            while (drafts.forgetSomeOfOver()) {
                // each is a transaction of its own
            }
        });
    }
}
