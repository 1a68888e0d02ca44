package org.crisisplan.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.crisisplan.CrisisPlanApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The disk under the embedded database is full, and then there is space again: nothing accepted is lost, nobody restarts anything. */
class FullDiskTest {

    private static final Duration FULL = Duration.ofSeconds(4);
    private static final Duration USE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();
    private final Callers callers = new Callers(ledger);
    private ConfigurableApplicationContext product;

    @BeforeEach
    void start() {
        FullDisk.insert();
        product = new SpringApplication(CrisisPlanApplication.class)
                .run(
                        "--spring.profiles.active=test,demo",
                        // two engines of one name would share a place in this JVM
                        "--camunda.bpm.process-engine-name=fullDisk",
                        "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("crisis-plan"),
                        "--crisis-plan.home=" + folder,
                        "--camunda.bpm.job-execution.enabled=true",
                        "--crisis-plan.signals.background-enabled=true");
        callers.callEngine("fullDisk");
        callers.call(product.getEnvironment().getProperty("local.server.port", Integer.class, 0));
    }

    @AfterEach
    void stop() {
        FullDisk.fill(false);
        callers.close();
        product.close();
    }

    @Test
    void nothingAcceptedIsLostAndItGoesOnByItself() throws Exception {
        callers.begin();
        for (int round = 0; round < 3; round++) {
            Thread.sleep(USE.toMillis());
            FullDisk.fill(true);
            long until = System.nanoTime() + FULL.toNanos();
            while (System.nanoTime() < until) {
                HttpResponse<String> told = callers.tell("told while the disk is full");
                assertThat(told.statusCode()).as(told.body()).isEqualTo(503);
                assertThat(told.headers().firstValue("Retry-After")).isPresent();
                assertThat(callers.reportOnce().statusCode()).isEqualTo(503);
                assertThat(callers.see("/status").statusCode()).isEqualTo(200);
            }
            FullDisk.fill(false);
            long healed = System.nanoTime();
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> callers.lastAccepted() > healed);
            ledger.recoveries.add(Duration.ofNanos(callers.lastAccepted() - healed));
        }
        Thread.sleep(USE.toMillis());
        callers.finish();
        await().atMost(Duration.ofMinutes(1)).until(() -> Verdict.leftToDo(product.getBean(JdbcClient.class)) == 0);
        product.close();

        Map<String, Integer> faults = Verdict.of(
                ledger,
                JdbcClient.create(
                        new DriverManagerDataSource("jdbc:h2:file:" + folder.resolve("crisis-plan"), "sa", "")));
        System.out.println("full disk: " + ledger.signals() + " signals, " + ledger.titleOfNumber.size()
                + " crises, answers " + ledger.answers + ", recovery " + ledger.recoveries + ", " + faults);
        Map<String, Integer> none = new TreeMap<>(faults);
        none.replaceAll((what, count) -> 0);
        assertThat(faults).isEqualTo(none);
        assertThat(ledger.answers).doesNotContainKey(500);
        assertThat(ledger.signals()).isGreaterThan(100);
        assertThat(ledger.titleOfNumber).isNotEmpty();
    }
}
