package org.crisisplan.signals.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Two nodes never do the same work at once; what a node held when it died another takes over. */
@PlanTest
class ClusterLockTest {

    private static final Duration AT_MOST = Duration.ofMinutes(2);

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private final String work = "test-" + UUID.randomUUID();
    private final AtomicInteger done = new AtomicInteger();
    private ClusterLock one;
    private ClusterLock other;

    @BeforeEach
    void startTwoNodes() {
        one = new ClusterLock(jdbc, transactions, Clock.systemUTC());
        // its own clock goes wrong by hours
        other = new ClusterLock(jdbc, transactions, Clock.offset(Clock.systemUTC(), Duration.ofHours(5)));
    }

    @Test
    void whatOneNodeDoesAnotherLeaves() throws Exception {
        var began = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var working = CompletableFuture.runAsync(() -> one.run(work, Duration.ZERO, AT_MOST, () -> {
            began.countDown();
            try {
                mayEnd.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            done.incrementAndGet();
        }));
        assertThat(began.await(1, TimeUnit.MINUTES)).isTrue();
        other.run(work, Duration.ZERO, AT_MOST, done::incrementAndGet);
        assertThat(done).hasValue(0);

        mayEnd.countDown();
        working.get(1, TimeUnit.MINUTES);
        other.run(work, Duration.ZERO, AT_MOST, done::incrementAndGet);
        assertThat(done).hasValue(2);
    }

    @Test
    void whatWasJustDoneIsNotDoneAgain() {
        one.run(work, Duration.ofMinutes(1), AT_MOST, done::incrementAndGet);
        one.run(work, Duration.ofMinutes(1), AT_MOST, done::incrementAndGet);
        other.run(work, Duration.ofMinutes(1), AT_MOST, done::incrementAndGet);
        assertThat(done).hasValue(1);
    }

    @Test
    void whatFailsIsFreeAgain() {
        assertThatThrownBy(() -> one.run(work, Duration.ZERO, AT_MOST, () -> {
                    throw new IllegalStateException("no database");
                }))
                .hasMessage("no database");
        other.run(work, Duration.ZERO, AT_MOST, done::incrementAndGet);
        assertThat(done).hasValue(1);
    }

    @Test
    void whatANodeHeldWhenItDiedAnotherTakesOverAfterAWhile() {
        jdbc.update(
                "insert into cluster_lock (name, lock_until, locked_at, locked_by) values (?, timestamp '2999-01-01 00:00:00', "
                        + "timestamp '2026-01-01 00:00:00', 'gone')",
                work);
        other.run(work, Duration.ZERO, AT_MOST, done::incrementAndGet);
        assertThat(done).hasValue(0);

        jdbc.update("update cluster_lock set lock_until = timestamp '2026-01-01 00:02:00' where name = ?", work);
        other.run(work, Duration.ZERO, AT_MOST, done::incrementAndGet);
        assertThat(done).hasValue(1);
    }
}
