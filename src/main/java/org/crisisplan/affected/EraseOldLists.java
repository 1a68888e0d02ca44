package org.crisisplan.affected;

import java.time.Duration;
import org.crisisplan.engine.PeriodicTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lists are not kept for ever. Several nodes may look at once: whoever holds a crisis erases. */
@Configuration(proxyBeanMethods = false)
class EraseOldLists {

    private static final Duration EVERY = Duration.ofHours(1);

    @Bean
    PeriodicTask removalOfOldListsOfAffected(AffectedLists lists, UploadedLists uploads) {
        return new PeriodicTask("old-affected", EVERY, () -> {
            lists.eraseOld();
            uploads.forgetOld();
        });
    }
}
