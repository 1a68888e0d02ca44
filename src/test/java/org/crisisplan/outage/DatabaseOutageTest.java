package org.crisisplan.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.crisisplan.NodeProcess;
import org.crisisplan.outage.TcpProxy.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node whose database goes away or whose mail server hangs, and comes back: what it answers meanwhile, and that it goes on. */
class DatabaseOutageTest {

    private static final int WAITING_MAILS = 300;
    private static final String REPORT =
            "{\"title\":\"Payment is down\",\"description\":\"Cards are refused\",\"kinds\":[\"technical\"],\"facts\":{\"keyBusiness\":\"payment\"}}";

    private static EmbeddedPostgres server;
    private static TcpProxy network;
    private static ServerSocket hangingMailServer;
    private static NodeProcess node;
    private static JdbcClient sql;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().start();
        sql = JdbcClient.create(server.getPostgresDatabase());
        network = new TcpProxy(server.getPort());
        // it takes connections and never says a word
        hangingMailServer = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        List<String> arguments = new ArrayList<>(
                NodeProcess.onPostgres("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(network.port())));
        arguments.addAll(List.of(
                "--camunda.bpm.job-execution.enabled=true",
                "--crisis-plan.notify.background-enabled=true",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + hangingMailServer.getLocalPort()));
        node = NodeProcess.start("outage", arguments);
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
        network.close();
        hangingMailServer.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void whileTheDatabaseIsAwayItSaysSoAtOnceAndAfterwardsGoesOnByItself(Fault fault) throws Exception {
        String before = report();

        network.breakBy(fault);
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        List<HttpResponse<String>> publicPage = new ArrayList<>();
        for (int second = 0; second < 8; second++) {
            for (int i = 0; i < 60; i++) {
                asked.add(HTTP.sendAsync(api("/api/crises", 10).build(), BodyHandlers.ofString()));
            }
            for (String path : List.of("/status", "/status/feed.atom", "/api/v2/summary.json", "/notices.json")) {
                publicPage.add(HTTP.send(get(path, 2).build(), BodyHandlers.ofString()));
            }
            Thread.sleep(500);
        }
        HttpResponse<String> page = HTTP.send(get("/report", 10).build(), BodyHandlers.ofString());
        List<HttpResponse<String>> answers =
                asked.stream().map(CompletableFuture::join).toList();
        HttpResponse<String> engine = HTTP.send(api("/engine-rest/task", 10).build(), BodyHandlers.ofString());
        HttpResponse<String> reported = HTTP.send(
                api("/api/crises", 10)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(REPORT))
                        .build(),
                BodyHandlers.ofString());
        network.heal();
        long healed = System.nanoTime();

        assertThat(publicPage).hasSize(32).allMatch(answer -> answer.statusCode() == 200);
        assertThat(page.statusCode()).isIn(200, 503);
        assertThat(answers).hasSize(480).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        });
        assertThat(engine.statusCode()).isEqualTo(503);
        assertThat(engine.headers().firstValue("Retry-After")).isPresent();
        assertThat(reported.statusCode()).isEqualTo(503);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> HTTP.send(api("/api/crises/" + before, 10).build(), BodyHandlers.ofString())
                                .statusCode()
                        == 200);
        OutageFigures.took("recovery after " + fault + " of the database", healed);
        String after = report();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sql.sql("select count(*) from act_ru_execution where business_key_ = ?")
                                .param(after)
                                .query(Integer.class)
                                .single()
                        > 0);
        timersRun(after);
    }

    @Test
    void mailsThatHangHoldUpNoDeadline() throws Exception {
        String number = report();
        sql.sql("""
                        insert into delivery (id, number, kind, user_id, recipient, language, subject, body, message_id, state,
                            attempts, created, next_attempt)
                        select 'hanging-' || i, ?, 'new-task', 'pr', 'pr@crisis-plan.example', 'en', 'subject', 'text', 'hanging-' || i,
                            'waiting', 0, now() - interval '1 day', now() - interval '1 day' from generate_series(1, ?) as i""").params(number, WAITING_MAILS).update();
        await().atMost(Duration.ofSeconds(30)).until(() -> inHand() > 0);

        timersRun(number);

        assertThat(inHand()).as("mails that hang meanwhile").isPositive();
        assertThat(sql.sql("select count(*) from delivery where id like 'hanging-%' and state = 'sent'")
                        .query(Integer.class)
                        .single())
                .isZero();
        sql.sql("delete from delivery").update();
    }

    /** The deadline of the first task is over: its escalation stands in the record. */
    private static void timersRun(String number) {
        int escalations = escalations(number);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sql.sql("""
                                update act_ru_job set duedate_ = now() - interval '1 hour'
                                where handler_type_ = 'timer-task-listener' and handler_cfg_ like '%escalate'
                                and process_instance_id_ in
                                    (select proc_inst_id_ from act_ru_execution where business_key_ = ?)""").param(number).update() > 0);
        long due = System.nanoTime();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> escalations(number) > escalations);
        OutageFigures.took("an escalation is late, with " + inHand() + " mails that hang", due);
    }

    private static int escalations(String number) {
        return sql.sql("select count(*) from crisis_act where number = ? and kind = 'escalated'")
                .param(number)
                .query(Integer.class)
                .single();
    }

    private static int inHand() {
        return sql.sql("select count(*) from delivery where taken_until > now()")
                .query(Integer.class)
                .single();
    }

    private static String report() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                api("/api/crises", 30)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(REPORT))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static HttpRequest.Builder api(String path, int seconds) {
        return get(path, seconds)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("pr:demo".getBytes()));
    }

    private static HttpRequest.Builder get(String path, int seconds) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .timeout(Duration.ofSeconds(seconds));
    }
}
