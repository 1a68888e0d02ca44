package org.crisisplan.audit;

import java.time.Duration;
import org.crisisplan.engine.PeriodicTask;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the node does for auditors by itself. */
@Configuration
@ConditionalOnProperty(name = "crisis-plan.audit.background-enabled", matchIfMissing = true)
class AuditSetup {

    private static final Duration AFTER_THE_START = Duration.ofMinutes(5);
    /** After the first check: a head is no reason to trust what it covers. */
    private static final Duration FIRST_HEAD = Duration.ofMinutes(7);

    private static final Duration LOOK_FOR_HEADS = Duration.ofMinutes(10);

    @Bean
    PeriodicTask recordCheck(RecordWatch watch, AuditSettings settings) {
        return new PeriodicTask("record-check", AFTER_THE_START, settings.checkEvery(), watch::check);
    }

    /** Looks more often than heads are due: how long ago the last one was says the database, whatever node wrote it. */
    @Bean
    PeriodicTask recordHead(RecordHeads heads, AuditSettings settings) {
        Duration pause = settings.headEvery().compareTo(LOOK_FOR_HEADS) < 0 ? settings.headEvery() : LOOK_FOR_HEADS;
        return new PeriodicTask("record-head", FIRST_HEAD, pause, heads::writeIfDue);
    }
}
