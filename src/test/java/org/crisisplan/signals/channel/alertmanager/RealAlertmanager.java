package org.crisisplan.signals.channel.alertmanager;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Debian's Alertmanager, started by a test. Where it is not installed the test is reported as skipped, with the line that installs
 * it; not where CI=true: there it is a failure.
 */
class RealAlertmanager implements AutoCloseable {

    private static final String MISSING =
            "No prometheus-alertmanager on the PATH. Install it: apt-get install prometheus-alertmanager";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private RealAlertmanager(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Decides whether tests with it can run. */
    static class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return decide(program().isPresent(), System.getenv());
        }

        static ConditionEvaluationResult decide(boolean there, Map<String, String> environment) {
            if (there) {
                return ConditionEvaluationResult.enabled("An Alertmanager is there");
            }
            return "true".equals(environment.get("CI"))
                    ? ConditionEvaluationResult.enabled("CI=true: runs, and fails for want of an Alertmanager")
                    : ConditionEvaluationResult.disabled(MISSING);
        }
    }

    /** @param receiver the address it posts to, with the bearer key */
    static RealAlertmanager postingTo(String receiver, String key, Path folder) throws IOException {
        Path program = program().orElseThrow(() -> new IllegalStateException(MISSING));
        Path configuration = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: crisis-plan, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1s}
                receivers:
                  - name: crisis-plan
                    webhook_configs:
                      - url: %s
                        send_resolved: true
                        http_config: {authorization: {credentials: %s}}
                """.formatted(receiver, key));
        int port = freePort();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start();
        var started = new RealAlertmanager(process, port);
        try {
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> started.get("/-/ready") == 200);
        } catch (RuntimeException notReady) {
            started.close();
            throw new IllegalStateException(
                    "The Alertmanager did not start: " + Files.readString(folder.resolve("alertmanager.log")),
                    notReady);
        }
        return started;
    }

    /** What a Prometheus would tell it. */
    void hears(String alerts) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address("/api/v2/alerts"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(alerts))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private int get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> Arrays.stream(
                        new Path[] {Path.of(folder, "prometheus-alertmanager"), Path.of(folder, "alertmanager")}))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
