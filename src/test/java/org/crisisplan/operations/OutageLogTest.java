package org.crisisplan.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crisisplan.NodeProcess;
import org.crisisplan.signals.intake.Post;
import org.junit.jupiter.api.Test;

/** A node whose database is gone: who asks for its readiness and metrics is told so at once, and its log can still be read. */
class OutageLogTest {

    private static final Duration START = Duration.ofMinutes(8);
    private static final String KEY = "of-the-demonstration";

    /** Of what an outage says there are a few dozen kinds; each has its stack trace once. */
    private static final int STACK_TRACES = 40;

    private static final int LINES_OF_FAULTS = 120;

    @Test
    void itIsToldAtOnceAndDoesNotFloodTheLog() throws Exception {
        EmbeddedPostgres database = EmbeddedPostgres.start();
        List<String> arguments = new ArrayList<>(NodeProcess.onPostgres(database.getJdbcUrl("postgres", "postgres")));
        arguments.add("--camunda.bpm.job-execution.enabled=true");
        arguments.add("--crisis-plan.signals.background-enabled=true");
        NodeProcess node = NodeProcess.launch("outage", arguments);
        int port = node.port();
        ScheduledExecutorService visitors = Executors.newScheduledThreadPool(8);
        try {
            await().atMost(START).pollInterval(Duration.ofSeconds(1)).until(() -> !node.isAlive() || isReady(port));
            assertThat(node.isAlive()).as("see " + node.log()).isTrue();
            assertThat(HttpGet.metrics(port, KEY).body()).contains("crisis_plan_database_up 1.0");
            int before = lines(node).size();

            database.close();
            visit(visitors, port);
            Thread.sleep(5_000);

            long began = System.nanoTime();
            assertThat(HttpGet.metrics(port, KEY).body())
                    .contains("crisis_plan_database_up 0.0")
                    .containsPattern("crisis_plan_jobs_due \\d");
            // the machine of the tests is busy
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            assertThat(HttpGet.of(port, "/actuator/health/readiness").statusCode())
                    .isEqualTo(503);
            assertThat(HttpGet.of(port, "/actuator/health/liveness").statusCode())
                    .isEqualTo(200);
            assertThat(HttpGet.of(port, "/status").statusCode()).isEqualTo(200);

            Thread.sleep(25_000);
            List<String> all = lines(node);
            List<String> outage = all.subList(before, all.size());
            List<String> events = outage.stream().filter(OutageLogTest::isEvent).toList();
            System.out.printf("Outage of 30 s: %d lines, of them %d events%n", outage.size(), events.size());
            assertThat(events).as("see " + node.log()).hasSizeLessThan(LINES_OF_FAULTS);
            assertThat(outage.stream().filter(line -> line.startsWith("\tat ")).count())
                    .isLessThan(STACK_TRACES * 100L);
            assertThat(events).anyMatch(line -> line.contains("(stack trace as before)"));
        } finally {
            visitors.shutdownNow();
            node.kill();
            database.close();
        }
    }

    /** People and monitoring systems that do not know of the outage. */
    private static void visit(ScheduledExecutorService visitors, int port) {
        String login = "Basic " + Base64.getEncoder().encodeToString("pr:demo".getBytes(StandardCharsets.UTF_8));
        every(
                visitors,
                () -> Post.to(port, "/api/signals")
                        .key("demo")
                        .json("{\"id\": \"%d\", \"kind\": \"log\", \"subject\": \"outage\"}"
                                .formatted(System.nanoTime()))
                        .status());
        every(visitors, () -> HttpGet.of(port, "/api/crises", "Authorization", login));
        every(visitors, () -> HttpGet.of(port, "/status"));
        every(visitors, () -> HttpGet.of(port, "/login"));
    }

    private static void every(ScheduledExecutorService visitors, Runnable visit) {
        Runnable unharmed = () -> {
            try {
                visit.run();
            } catch (RuntimeException refused) {
                // visitors come again
            }
        };
        for (int i = 0; i < 2; i++) {
            visitors.scheduleWithFixedDelay(unharmed, 100, 300, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isEvent(String line) {
        return line.matches("\\d{4}-\\d\\d-\\d\\dT.*");
    }

    private static boolean isReady(int port) {
        try {
            return HttpGet.of(port, "/actuator/health/readiness").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static List<String> lines(NodeProcess node) throws IOException {
        return Files.readAllLines(node.log().toPath());
    }
}
