package org.crisisplan.audit;

import java.time.Duration;
import org.crisisplan.engine.PeriodicTask;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the node does for auditors by itself. */
@Configuration
class AuditSetup {

    private static final Duration AFTER_THE_START = Duration.ofMinutes(5);

    @Bean
    @ConditionalOnProperty(name = "crisis-plan.audit.background-enabled", matchIfMissing = true)
    PeriodicTask recordCheck(RecordWatch watch, AuditSettings settings) {
        return new PeriodicTask("record-check", AFTER_THE_START, settings.checkEvery(), watch::check);
    }
}
