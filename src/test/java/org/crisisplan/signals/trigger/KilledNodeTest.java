package org.crisisplan.signals.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crisisplan.signals.intake.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node that is killed, not stopped, between accepting and looking: whatever it said 202 to is there, and is acted upon. */
class KilledNodeTest {

    private static final Duration START = Duration.ofMinutes(2);
    private static final int BEFORE_THE_KILL = 300;

    private final List<Process> nodes = new ArrayList<>();

    @AfterEach
    void stopAll() {
        nodes.forEach(Process::destroyForcibly);
    }

    @Test
    void nothingThatWasAcceptedIsLost() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            JdbcClient sql = JdbcClient.create(server.getPostgresDatabase());
            Set<String> accepted = acceptedUntilKilled(server);
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);
            assertThat(kept(sql)).containsAll(accepted);
            assertThat(crises(sql)).as("it had no time to look").isZero();

            start(server, true);

            await().atMost(START).until(() -> crises(sql) > 0);
            assertThat(crises(sql)).isEqualTo(1);
            assertThat(sql.sql("select name_ from act_ru_task")
                            .query(String.class)
                            .list())
                    .singleElement()
                    .asString()
                    .startsWith("Verify the report");
            await().atMost(START)
                    .until(() -> sql.sql(
                                            "select (select count(*) from signal_outbox) + (select count(*) from signal_evaluation_queue)")
                                    .query(Long.class)
                                    .single()
                            == 0);
        }
    }

    /** Says one alert after the other and has the node killed in the middle of it. */
    private Set<String> acceptedUntilKilled(EmbeddedPostgres server) throws IOException {
        int port = start(server, false);
        Set<String> accepted = new TreeSet<>();
        for (int i = 0; ; i++) {
            if (i == BEFORE_THE_KILL) {
                nodes.get(0).destroyForcibly();
            }
            String id = "alert-" + i;
            try {
                int status = Post.to(port, "/api/signals")
                        .key("demo")
                        .json(
                                "{\"id\": \"%s\", \"kind\": \"alert\", \"subject\": \"login\", \"severity\": \"critical\"}"
                                        .formatted(id))
                        .status();
                assertThat(status).isEqualTo(202);
                accepted.add(id);
            } catch (UncheckedIOException dead) {
                return accepted;
            }
        }
    }

    private int start(EmbeddedPostgres server, boolean backgroundEnabled) throws IOException {
        int port = freePort();
        File log = Path.of("target", "killed-node-" + nodes.size() + ".log").toFile();
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.crisisplan.CrisisPlanApplication",
                        "--spring.profiles.active=test,demo",
                        "--server.port=" + port,
                        "--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres",
                        "--crisis-plan.signals.background-enabled=" + backgroundEnabled)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        nodes.add(node);
        await().atMost(START).until(() -> !node.isAlive() || answers(port));
        assertThat(node.isAlive()).as("see " + log).isTrue();
        return port;
    }

    private static boolean answers(int port) {
        try {
            return Post.to(port, "/api/signals").status() == 401;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Set<String> kept(JdbcClient sql) {
        return sql.sql("select id from signal").query(String.class).stream().collect(Collectors.toSet());
    }

    private static long crises(JdbcClient sql) {
        return sql.sql("select count(*) from crisis").query(Long.class).single();
    }
}
