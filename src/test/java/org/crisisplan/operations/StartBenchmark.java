package org.crisisplan.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.crisisplan.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a packaged node takes from its start until {@code /status} answers, on an empty H2 file and again on the same one: several
 * commands in turn, {@code -Dstarts="before=java -jar /path/before.jar|after=java -XX:... -jar /path/app/crisis-plan.jar"}.
 */
class StartBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);

    @TempDir
    Path folder;

    @Test
    void starts() throws Exception {
        Map<String, String> commands = new LinkedHashMap<>();
        for (String command : System.getProperty("starts", "").split("\\|")) {
            String[] parts = command.split("=", 2);
            assertThat(parts).as("-Dstarts=\"label=command|label=command\"").hasSize(2);
            commands.put(parts[0], parts[1]);
        }
        Map<String, List<Long>> seconds = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, String> command : commands.entrySet()) {
                Path home = folder.resolve(command.getKey() + round);
                for (String time : List.of("empty", "again")) {
                    seconds.computeIfAbsent(command.getKey() + ", " + time, row -> new ArrayList<>())
                            .add(started(command.getValue(), home));
                }
            }
        }
        seconds.forEach((row, times) -> {
            List<Long> sorted = times.stream().sorted().toList();
            System.out.printf(
                    "%-28s median %5.1f s, %5.1f to %5.1f%n",
                    row, sorted.get(sorted.size() / 2) / 1e9, sorted.get(0) / 1e9, sorted.get(sorted.size() - 1) / 1e9);
        });
    }

    private static long started(String command, Path home) throws Exception {
        int port = NodeProcess.freePort();
        List<String> words = new ArrayList<>(List.of(command.trim().split("\\s+")));
        words.addAll(List.of(
                "--server.port=" + port,
                "--crisis-plan.home=" + home,
                "--spring.datasource.url=jdbc:h2:file:" + home.resolve("database")));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        // an archive of class data stands beside its jar
        Path jar = Path.of(words.get(words.indexOf("-jar") + 1)).toAbsolutePath();
        words.set(words.indexOf("-jar") + 1, jar.toString());
        builder.directory(jar.getParent().toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !process.isAlive() || answers(port));
            assertThat(process.isAlive()).as("runs: " + command).isTrue();
            return System.nanoTime() - began;
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            assertThat(Files.exists(home)).isTrue();
        }
    }

    private static boolean answers(int port) {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/status").toURL().openConnection();
            asked.setConnectTimeout(1000);
            asked.setReadTimeout(2000);
            return asked.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
