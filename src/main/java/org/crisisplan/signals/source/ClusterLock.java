package org.crisisplan.signals.source;

import java.time.Clock;
import java.time.Duration;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Work that one node of several does at a time. The database's own clock tells how long a lock holds, so it does not matter what the
 * nodes' clocks say; a node that dies with it loses it after a while.
 */
@Component
public class ClusterLock {

    private final LockingTaskExecutor locks;
    private final Clock clock;

    ClusterLock(JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.locks = new DefaultLockingTaskExecutor(
                new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                        .withTableName("cluster_lock")
                        .withJdbcTemplate(jdbc)
                        .withTransactionManager(transactions)
                        .usingDbTime()
                        .build()));
        this.clock = clock;
    }

    /**
     * Does the work unless another node is doing it, or has just done it.
     *
     * @param atLeast for so long after its beginning nobody does it again
     * @param atMost after this time another node may do it; the work itself must end before
     */
    public void run(String name, Duration atLeast, Duration atMost, Runnable work) {
        locks.executeWithLock(work, new LockConfiguration(clock.instant(), name, atMost, atLeast));
    }
}
