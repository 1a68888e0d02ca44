package org.crisisplan.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs that a commit is on the disk before it is answered: nodes on PostgreSQL, on the H2 file as it is, and on one with H2's
 * own write delay, in turn; and how the file grows while signals keep coming.
 */
class CommitBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final Duration STEADY = Duration.parse(System.getProperty("steady", "PT5M"));
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);
    private static final int CLIENTS = 16;

    @TempDir
    Path folder;

    private final AtomicLong last = new AtomicLong();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void acceptedSignals() throws Exception {
        Map<String, NodeProcess> nodes = new LinkedHashMap<>();
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            nodes.put(
                    "PostgreSQL",
                    start("postgresql", NodeProcess.onPostgres(server.getJdbcUrl("postgres", "postgres"))));
            nodes.put("H2", start("h2", List.of(h2("synced", ""))));
            nodes.put("H2, WRITE_DELAY=500", start("h2-delayed", List.of(h2("delayed", ";WRITE_DELAY=500"))));
            for (int batch : new int[] {1, 20}) {
                Map<String, double[]> rates = new LinkedHashMap<>();
                for (int round = 0; round <= ROUNDS; round++) {
                    for (Map.Entry<String, NodeProcess> node : nodes.entrySet()) {
                        double rate = round(node.getValue().port(), batch);
                        // the first one warms up
                        if (round > 0) {
                            rates.computeIfAbsent(node.getKey(), missing -> new double[ROUNDS])[round - 1] = rate;
                        }
                    }
                }
                rates.forEach((name, some) -> {
                    Arrays.sort(some);
                    System.out.printf(
                            "signals/s in batches of %d from %d clients, %s: %.0f [%.0f-%.0f]%n",
                            batch, CLIENTS, name, some[ROUNDS / 2], some[0], some[ROUNDS - 1]);
                });
            }
        } finally {
            nodes.values().forEach(NodeProcess::close);
        }
    }

    @Test
    void sizeOfTheFile() throws Exception {
        Path file = folder.resolve("steady.mv.db");
        NodeProcess node = start("h2-steady", List.of(h2("steady", "")));
        try {
            long end = System.nanoTime() + STEADY.toNanos();
            long next = 0;
            long accepted = 0;
            while (System.nanoTime() < end) {
                assertThat(send(node.port(), 20)).isEqualTo(202);
                accepted += 20;
                if (System.nanoTime() > next) {
                    System.out.printf("%d signals accepted: %d kB%n", accepted, Files.size(file) / 1024);
                    next = System.nanoTime() + STEADY.toNanos() / 10;
                }
                Thread.sleep(BETWEEN_BATCHES.toMillis());
            }
            System.out.printf("%d signals accepted: %d kB%n", accepted, Files.size(file) / 1024);
            node.stop();
            System.out.printf("stopped: %d kB%n", Files.size(file) / 1024);
        } finally {
            node.close();
        }
    }

    private NodeProcess start(String name, List<String> ofTheDatabase) {
        List<String> arguments = new ArrayList<>(ofTheDatabase);
        arguments.add("--crisis-plan.home=" + folder);
        arguments.add("--crisis-plan.signals.background-enabled=true");
        arguments.add("--crisis-plan.signals.sources.api.per-minute=100000000");
        return NodeProcess.start("commit-" + name, arguments);
    }

    private String h2(String name, String settings) {
        return "--spring.datasource.url=jdbc:h2:file:" + folder.resolve(name) + ";DB_CLOSE_ON_EXIT=FALSE" + settings;
    }

    private double round(int port, int batch) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long begin = System.nanoTime();
        long end = begin + ROUND.toNanos();
        Callable<Integer> client = () -> {
            int accepted = 0;
            while (System.nanoTime() < end) {
                assertThat(send(port, batch)).isEqualTo(202);
                accepted += batch;
            }
            return accepted;
        };
        try {
            int accepted = 0;
            List<Future<Integer>> all = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> clients.submit(client))
                    .toList();
            for (Future<Integer> one : all) {
                accepted += one.get();
            }
            return accepted * 1e9 / (System.nanoTime() - begin);
        } finally {
            clients.shutdownNow();
        }
    }

    private int send(int port, int batch) throws IOException, InterruptedException {
        String body = IntStream.range(0, batch)
                .mapToObj(i -> """
                        {"id": "%d", "kind": "mention", "subject": "subject-%d", "text": "some words that somebody wrote"}""".formatted(last.incrementAndGet(), i % 7))
                .collect(Collectors.joining(",", "[", "]"));
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/signals"))
                                .header("Authorization", "Bearer demo")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
