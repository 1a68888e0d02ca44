package org.crisisplan.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A node is ready when its database answers; finding that out costs little however the database behaves. */
class ReadinessTest {

    private interface Gate {

        void pass() throws SQLException, InterruptedException;
    }

    private final AtomicReference<Gate> gate = new AtomicReference<>(() -> {});
    private final AtomicInteger asked = new AtomicInteger();
    private final DatabaseProbe probe = new DatabaseProbe(new DriverManagerDataSource("jdbc:h2:mem:readiness") {
        @Override
        public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            try {
                gate.get().pass();
            } catch (InterruptedException stopping) {
                throw new SQLException(stopping);
            }
            return super.getConnection();
        }
    });
    private final DatabaseHealth health = new DatabaseHealth(probe);

    @AfterEach
    void ends() {
        probe.destroy();
    }

    @Test
    void aDatabaseThatAnswersMakesItReady() {
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aDatabaseThatRefusesDoesNot() {
        gate.set(() -> {
            throw new SQLException("refused");
        });
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aDatabaseThatHangsTakesOneThreadAndTwoSeconds() throws Exception {
        var heals = new CountDownLatch(1);
        gate.set(heals::await);
        ExecutorService proxies = Executors.newFixedThreadPool(20);
        long began = System.nanoTime();
        List<Future<Status>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(proxies.submit(() -> health.health().getStatus()));
        }
        for (Future<Status> answer : answers) {
            assertThat(answer.get()).isEqualTo(Status.DOWN);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(4));

        // everybody knows by now
        began = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(asked).hasValue(1);

        gate.set(() -> {});
        heals.countDown();
        Thread.sleep(1100);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        proxies.shutdownNow();
    }
}
