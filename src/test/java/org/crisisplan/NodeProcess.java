package org.crisisplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One node of the product as a process of its own, so that a test can kill it, stop it, or start several on one database. It runs
 * the profiles {@code test} and {@code demo}; its log is {@code target/node-<name>.log}.
 */
public class NodeProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final int port;
    private final File log;

    private NodeProcess(Process process, int port, File log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Launches it and returns at once. @param arguments such as {@code --server.port=0}; they win over the profiles */
    public static NodeProcess launch(String name, List<String> arguments) {
        return launch(name, freePort(), Map.of(), arguments);
    }

    /** The same at a port that was its own before, or in a certain environment. */
    public static NodeProcess launch(String name, int port, Map<String, String> environment, List<String> arguments) {
        File log = Path.of("target", "node-" + name + ".log").toFile();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.crisisplan.CrisisPlanApplication",
                "--spring.profiles.active=test,demo",
                "--server.port=" + port));
        command.addAll(arguments);
        try {
            ProcessBuilder process =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
            process.environment().putAll(environment);
            return new NodeProcess(process.start(), port, log);
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    /** Launches it and waits until it serves requests. */
    public static NodeProcess start(String name, List<String> arguments) {
        NodeProcess node = launch(name, arguments);
        node.awaitServing();
        return node;
    }

    /** What a node needs to know of its PostgreSQL. */
    public static List<String> onPostgres(String jdbcUrl) {
        return List.of(
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres");
    }

    public void awaitServing() {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> !process.isAlive() || serves());
        assertThat(process.isAlive()).as("runs; see " + log).isTrue();
    }

    public int port() {
        return port;
    }

    public File log() {
        return log;
    }

    public Process process() {
        return process;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does: nothing of it gets a chance to finish. */
    public void kill() {
        process.destroyForcibly();
        gone();
    }

    /** As an operator or Docker stops it: with a TERM signal. */
    public void stop() {
        process.destroy();
        gone();
    }

    private void gone() {
        try {
            process.waitFor();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean serves() {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/status").toURL().openConnection();
            asked.setConnectTimeout(1000);
            asked.setReadTimeout(5000);
            return asked.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        gone();
    }
}
