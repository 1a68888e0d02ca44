package org.crisisplan.retention;

import org.crisisplan.engine.PeriodicTask;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the node removes by itself. */
@Configuration
class RetentionSetup {

    @Bean
    @ConditionalOnProperty(name = "crisis-plan.retention.background-enabled", matchIfMissing = true)
    PeriodicTask removalOfWhatIsOld(RetentionJob job, RetentionSettings settings) {
        return new PeriodicTask("retention", settings.every(), job::run);
    }
}
