package org.crisisplan.outage;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crisisplan.NodeProcess;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Debian's Caddy with the configuration of {@code docker/}, started by a test. Where it is not installed, or libfaketime is not, the
 * test is reported as skipped, with the line that installs them; not where CI=true: there it is a failure.
 */
class RealCaddy implements AutoCloseable {

    static final Path CONFIGURATION = Path.of("docker", "Caddyfile");

    private static final String MISSING =
            "No caddy on the PATH, or no libfaketime. Install them: apt-get install caddy faketime";

    private final Process process;
    private final int team;
    private final int everybody;

    private RealCaddy(Process process, int team, int everybody) {
        this.process = process;
        this.team = team;
        this.everybody = everybody;
    }

    /** Decides whether tests with it can run. */
    static class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (found().isPresent() && fakeTime().isPresent()) {
                return ConditionEvaluationResult.enabled("Caddy and libfaketime are there");
            }
            return "true".equals(System.getenv("CI"))
                    ? ConditionEvaluationResult.enabled("CI=true: runs, and fails for want of Caddy or libfaketime")
                    : ConditionEvaluationResult.disabled(MISSING);
        }
    }

    static Path program() {
        return found().orElseThrow(() -> new IllegalStateException(MISSING));
    }

    /** The environment in which a process takes it to be later than it is. */
    static Map<String, String> clockAhead(Duration byWhich) {
        return Map.of(
                "LD_PRELOAD",
                fakeTime().orElseThrow(() -> new IllegalStateException(MISSING)).toString(),
                "FAKETIME",
                "+" + byWhich.toSeconds() + "s",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                "NO_FAKE_STAT",
                "1");
    }

    /** Before two nodes at these ports, without the certificates. */
    static RealCaddy before(int node1, int node2, Path folder) throws IOException {
        int team = NodeProcess.freePort();
        int everybody = NodeProcess.freePort();
        String composed = Files.readString(CONFIGURATION)
                .replace("node1:8080", "127.0.0.1:" + node1)
                .replace("node2:8080", "127.0.0.1:" + node2);
        Path configuration = Files.writeString(
                folder.resolve("Caddyfile"), "{\n\tadmin off\n\tstorage file_system " + folder + "\n}\n" + composed);
        ProcessBuilder caddy = new ProcessBuilder(
                        program().toString(), "run", "--config", configuration.toString(), "--adapter", "caddyfile")
                .redirectErrorStream(true)
                .redirectOutput(new File("target/caddy.log"));
        caddy.environment().put("TEAM_SITE", "http://localhost:" + team);
        caddy.environment().put("PUBLIC_SITE", "http://localhost:" + everybody);
        caddy.environment().put("HOME", folder.toString());
        var proxy = new RealCaddy(caddy.start(), team, everybody);
        await().atMost(Duration.ofSeconds(30)).until(() -> !proxy.process.isAlive() || proxy.serves());
        return proxy;
    }

    String team() {
        return "http://localhost:" + team;
    }

    String everybody() {
        return "http://localhost:" + everybody;
    }

    private boolean serves() {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create(everybody() + "/status").toURL().openConnection();
            asked.setReadTimeout(5000);
            return asked.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Optional<Path> found() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "caddy"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> fakeTime() {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> architectures = Files.list(libraries)) {
            return architectures
                    .map(architecture -> architecture.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
