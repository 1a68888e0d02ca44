package org.crisisplan.statuspage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests a second for the public page and its JSON, against nginx that serves the same bytes from a file, in turn in one run; then
 * once more with the database stopped. wrk asks, on the same machine. Without nginx and wrk it says so and measures nothing.
 *
 * <p>{@code -Drounds=5 -Dseconds=4 -Djvm=-XX:TieredStopAtLevel=1}: how often, how long each, and the options of the node.
 */
class StatusPageBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int SECONDS = Integer.getInteger("seconds", 4);
    private static final String JVM = System.getProperty("jvm", "-XX:TieredStopAtLevel=4 -Xmx512m");
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Map<String, String> ASKED = Map.of("page", "/status?lang=en", "json", "/api/v2/summary.json");

    @TempDir
    Path folder;

    @Test
    void againstAFileServer() throws Exception {
        if (!isThere("nginx", "-v") || !isThere("wrk", "-v")) {
            System.out.println("Nothing was measured: apt-get install nginx wrk");
            return;
        }
        EmbeddedPostgres database = EmbeddedPostgres.start();
        int files = NodeProcess.freePort();
        List<String> arguments = new ArrayList<>(NodeProcess.onPostgres(database.getJdbcUrl("postgres", "postgres")));
        arguments.add("--camunda.bpm.job-execution.enabled=false");
        try (NodeProcess node =
                NodeProcess.launch("status-page", NodeProcess.freePort(), Map.of("_JAVA_OPTIONS", JVM), arguments)) {
            node.awaitServing();
            ASKED.forEach((name, path) -> write(folder.resolve(name), read(node.port(), path)));
            Process nginx = fileServer(files);
            try {
                ASKED.forEach((name, path) -> wrk(node.port(), path));
                compare("with its database", node.port(), files);
                database.close();
                // it must be noticed before it counts
                Thread.sleep(15_000);
                compare("with its database stopped", node.port(), files);
            } finally {
                nginx.destroy();
                nginx.waitFor();
            }
        } finally {
            database.close();
        }
    }

    private void compare(String when, int node, int files) {
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            ASKED.forEach((name, path) -> {
                double ours = wrk(node, path);
                double theirs = wrk(files, "/" + name);
                ratios.computeIfAbsent(name, first -> new ArrayList<>()).add(ours / theirs);
                System.out.printf(
                        Locale.ROOT, "%s, %s: %.0f/s, nginx %.0f/s, %.2f%n", name, when, ours, theirs, ours / theirs);
            });
        }
        ratios.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%s, %s: median ratio %.2f [%.2f-%.2f]%n",
                name,
                when,
                all.stream().sorted().toList().get(all.size() / 2),
                all.stream().mapToDouble(ratio -> ratio).min().orElse(0),
                all.stream().mapToDouble(ratio -> ratio).max().orElse(0)));
    }

    private static boolean isThere(String program, String asked) {
        try {
            new ProcessBuilder(program, asked)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return true;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private Process fileServer(int port) throws IOException {
        for (Path one = folder;
                one != null && one.startsWith(System.getProperty("java.io.tmpdir"));
                one = one.getParent()) {
            if (!one.equals(Path.of(System.getProperty("java.io.tmpdir")))) {
                Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        Path settings = Files.writeString(folder.resolve("nginx.conf"), """
                worker_processes auto; pid %1$s/nginx.pid; error_log %1$s/error.log; daemon off;
                events { worker_connections 1024; }
                http {
                  access_log off; sendfile on; tcp_nopush on; default_type text/html;
                  open_file_cache max=100; server { listen 127.0.0.1:%2$d; root %1$s; }
                }
                """.formatted(folder, port));
        return new ProcessBuilder("nginx", "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
    }

    private static double wrk(int port, String path) {
        try {
            Process asking = new ProcessBuilder(
                            "wrk", "-t1", "-c16", "-d" + SECONDS + "s", "http://127.0.0.1:" + port + path)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher found = PER_SECOND.matcher(said);
            if (!found.find() || said.contains("Non-2xx")) {
                throw new IllegalStateException(said);
            }
            return Double.parseDouble(found.group(1));
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static byte[] read(int port, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
