package org.crisisplan.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.crisisplan.NodeProcess;
import org.crisisplan.department.Group;
import org.crisisplan.plan.check.PlanBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The topology of {@code docker/} from plain processes: two nodes on one PostgreSQL behind the proxy, the clock of one 90 s ahead.
 * They start together on an empty database, are restarted in turn while people work, and one of them is killed.
 */
@ExtendWith(RealCaddy.Condition.class)
class SeveralNodesTest {

    private static final Logger LOG = LoggerFactory.getLogger(SeveralNodesTest.class);

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration SECONDS_TO_BE_NOTICED = Duration.ofSeconds(7);
    private static final Duration UNREADY = Duration.ofSeconds(10);
    private static final String LEVELS = "dmn/crisis-level.dmn";
    private static final String REPORT =
            "{\"title\":\"Payment is down\",\"description\":\"Cards are refused\",\"kinds\":[\"technical\"],\"facts\":{\"keyBusiness\":\"payment\"}}";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @TempDir
    Path folder;

    private final List<NodeProcess> started = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ConcurrentLinkedDeque<String> asked = new ConcurrentLinkedDeque<>();
    private EmbeddedPostgres database;
    private JdbcClient sql;
    private GreenMail mails;
    private HttpServer hangingPage;

    @BeforeEach
    void surroundings() throws IOException {
        database = EmbeddedPostgres.builder().start();
        sql = JdbcClient.create(database.getPostgresDatabase());
        mails = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mails.start();
        hangingPage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hangingPage.setExecutor(Executors.newCachedThreadPool());
        hangingPage.createContext("/", exchange -> {
            asked.addLast(exchange.getRequestURI().getPath().substring(1));
            try {
                end.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        hangingPage.start();
        PlanBundle.readFrom("classpath*:").files().forEach(this::write);
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        started.forEach(NodeProcess::close);
        hangingPage.stop(0);
        mails.stop();
        database.close();
    }

    @Test
    void twoNodesWorkAsOne() throws Exception {
        long began = System.nanoTime();
        NodeProcess one = launch("one", NodeProcess.freePort(), Map.of());
        NodeProcess other = launch("other", NodeProcess.freePort(), RealCaddy.clockAhead(Duration.ofSeconds(90)));
        one.awaitServing();
        other.awaitServing();
        LOG.info("Two nodes on an empty database serve after {} s", secondsSince(began));
        whatAFirstStartWritesIsWrittenOnce();

        aClockThatIsAheadIsSaidAndHarmsNothing(one, other);

        try (RealCaddy proxy = RealCaddy.before(one.port(), other.port(), folder)) {
            var people = new People(proxy);
            NodeProcess oneAgain = restarted(one, "one-again", people);
            theStoredPlanCounts(oneAgain);
            people.go();
            NodeProcess otherAgain = restarted(other, "other-again", people, "--crisis-plan.plan.deploy-at-start=true");
            people.go();
            people.stop();
            assertThat(count("plan_version")).as("one node was told to deploy").isEqualTo(2);

            oneNodeTakesOverFromTheOther(oneAgain, otherAgain);
        }
    }

    private void whatAFirstStartWritesIsWrittenOnce() {
        assertThat(count("plan_version")).isEqualTo(1);
        assertThat(count("act_re_deployment")).isEqualTo(1);
        assertThat(count("act_id_group")).isEqualTo(Group.values().length);
        assertThat(count("act_ru_filter")).isEqualTo(5);
        assertThat(sql.sql("select count(distinct name_) from act_ru_filter")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
    }

    private void aClockThatIsAheadIsSaidAndHarmsNothing(NodeProcess one, NodeProcess ahead) throws Exception {
        await().atMost(Duration.ofSeconds(20)).until(() -> health(ahead).contains("\"difference\":\"+"));
        assertThat(health(ahead)).contains("\"clock\":{\"status\":\"DEGRADED\"");
        assertThat(health(one)).contains("\"clock\":{\"status\":\"UP\"");
        assertThat(log(ahead)).containsPattern("This machine's clock is (89|90|91) s ahead of the database's\\.");

        List<String> numbers = new ArrayList<>();
        ExecutorService reporters = Executors.newFixedThreadPool(4);
        List<Future<String>> reports = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int port = (i % 2 == 0 ? one : ahead).port();
            reports.add(reporters.submit(() -> report(port)));
        }
        for (Future<String> report : reports) {
            numbers.add(report.get());
        }
        reporters.shutdown();
        assertThat(numbers).doesNotHaveDuplicates();
        await().atMost(START).until(() -> numbers.stream().allMatch(number -> tasks(number) > 0));
        assertThat(sql.sql("select max(extract(epoch from at - clock_timestamp())) from crisis_act")
                        .query(Double.class)
                        .single())
                .as("what the record says lies in the past")
                .isLessThan(2);

        noTimerRunsEarlyAndEachOnce(numbers.get(1));

        await().atMost(Duration.ofSeconds(60)).until(() -> count("delivery where state = 'waiting'") == 0);
        List<String> ids = new ArrayList<>();
        for (MimeMessage mail : mails.getReceivedMessages()) {
            ids.add(mail.getMessageID() + " " + mail.getAllRecipients()[0]);
        }
        assertThat(ids).hasSameSizeAs(sent()).doesNotHaveDuplicates();
    }

    private List<String> sent() {
        return sql.sql("select id from delivery where state = 'sent'")
                .query(String.class)
                .list();
    }

    private void noTimerRunsEarlyAndEachOnce(String number) throws InterruptedException {
        String escalation = """
                update act_ru_job set duedate_ = localtimestamp + interval '%s seconds'
                where handler_type_ = 'timer-task-listener' and handler_cfg_ like '%%escalate'
                and process_instance_id_ in (select proc_inst_id_ from act_ru_execution where business_key_ = ?)""";
        int timers = sql.sql(escalation.formatted(60)).param(number).update();
        assertThat(timers).isPositive();
        Thread.sleep(SECONDS_TO_BE_NOTICED.toMillis());
        assertThat(escalations(number)).as("a minute early").isZero();
        sql.sql(escalation.formatted(-1)).param(number).update();
        await().atMost(Duration.ofSeconds(30)).until(() -> escalations(number) >= timers);
        assertThat(escalations(number)).isEqualTo(timers);
    }

    /** With a folder that has changed meanwhile. */
    private NodeProcess restarted(NodeProcess node, String name, People people, String... more) throws Exception {
        people.go();
        long began = System.nanoTime();
        node.stop();
        LOG.info("A node stopped in {} s", secondsSince(began));
        write(LEVELS, shipped(LEVELS).replace("&gt; 10000", "&gt; 5000").getBytes());
        List<String> arguments = new ArrayList<>(List.of("--crisis-plan.plan.location=" + folder.toUri()));
        arguments.addAll(List.of(more));
        NodeProcess again = launch(name, node.port(), Map.of(), arguments.toArray(String[]::new));
        again.awaitServing();
        Thread.sleep(SECONDS_TO_BE_NOTICED.toMillis());
        return again;
    }

    private void theStoredPlanCounts(NodeProcess node) throws Exception {
        assertThat(count("plan_version")).isEqualTo(1);
        assertThat(log(node))
                .containsPattern("differs from version v1, which runs on")
                .contains(LEVELS + ": changed");
        assertThat(health(node)).contains("\"differences\":[\"" + LEVELS + ": changed\"]");
    }

    private void oneNodeTakesOverFromTheOther(NodeProcess one, NodeProcess other) throws Exception {
        int before = asked.size();
        await().atMost(START).until(() -> asked.size() > 0);
        NodeProcess asking = asked.getLast().startsWith("one") ? one : other;
        NodeProcess survivor = asking == one ? other : one;
        String survivorsWord = asking == one ? "other-again" : "one-again";
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            numbers.add(report(asking.port()));
        }
        long killed = System.nanoTime();
        asking.kill();

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> asked.getLast().equals(survivorsWord));
        OutageFigures.took("takeover of a killed node's polled source", killed);
        await().atMost(Duration.ofSeconds(30)).until(() -> numbers.stream().allMatch(number -> tasks(number) > 0));
        OutageFigures.took("takeover of a killed node's jobs", killed);
        assertThat(sql.sql("select count(*) from act_ru_task group by proc_inst_id_, task_def_key_ having count(*) > 1")
                        .query(Integer.class)
                        .list())
                .as("tasks made twice")
                .isEmpty();
        assertThat(survivor.isAlive()).isTrue();
        assertThat(asked).hasSizeGreaterThan(before);
    }

    /** Those who read and report all the time, and whose every request must be answered. */
    private class People {

        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger answered = new AtomicInteger();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private volatile boolean working = true;

        People(RealCaddy proxy) {
            String run = Long.toString(System.nanoTime());
            asks(i -> get(proxy.everybody() + "/status"));
            asks(i -> get(proxy.team() + "/api/crises").header("Authorization", basic("pr")));
            asks(i -> get(proxy.team() + "/actuator/health/liveness"));
            asks(i -> get(proxy.team() + "/api/signals")
                    .header("Authorization", "Bearer demo")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            "{\"id\":\"%s-%d\",\"kind\":\"log\",\"subject\":\"restart\"}".formatted(run, i))));
        }

        private void asks(IntFunction<HttpRequest.Builder> next) {
            threads.submit(() -> {
                for (int i = 0; working; i++) {
                    HttpRequest request = next.apply(i).build();
                    try {
                        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
                        if (answer.statusCode() >= 400) {
                            failures.add(request + " " + answer.statusCode() + " " + answer.body());
                        }
                    } catch (IOException broken) {
                        failures.add(request + " " + broken);
                    }
                    answered.incrementAndGet();
                    Thread.sleep(150);
                }
                return null;
            });
        }

        /** All is well so far. */
        void go() {
            assertThat(failures).isEmpty();
        }

        void stop() {
            working = false;
            threads.shutdown();
            LOG.info("{} requests while each node was restarted, {} failed", answered, failures.size());
            assertThat(answered).hasValueGreaterThan(300);
        }
    }

    private NodeProcess launch(String name, int port, Map<String, String> environment, String... more) {
        List<String> arguments = new ArrayList<>(NodeProcess.onPostgres(database.getJdbcUrl("postgres", "postgres")));
        arguments.addAll(List.of(
                "--camunda.bpm.job-execution.enabled=true",
                "--crisis-plan.signals.background-enabled=true",
                "--crisis-plan.notify.background-enabled=true",
                "--crisis-plan.shutdown.unready-for=" + UNREADY.toSeconds() + "s",
                "--server.forward-headers-strategy=native",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mails.getSmtp().getPort(),
                "--crisis-plan.signals.outbound.allowed-hosts=127.0.0.1",
                "--crisis-plan.signals.probe.every=5s",
                "--crisis-plan.signals.probe.timeout=60s",
                "--crisis-plan.signals.probe.pages.hanging.subject=hanging",
                "--crisis-plan.signals.probe.pages.hanging.address=http://127.0.0.1:%d/%s"
                        .formatted(hangingPage.getAddress().getPort(), name)));
        arguments.addAll(List.of(more));
        NodeProcess node = NodeProcess.launch(name, port, environment, arguments);
        started.add(node);
        return node;
    }

    /** As a sender does that is told to come again: a slow machine says so when many report at once. */
    private static String report(int port) throws Exception {
        HttpRequest request = get("http://127.0.0.1:%d/api/crises".formatted(port))
                .header("Authorization", basic("pr"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(REPORT))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        for (int again = 0; answer.statusCode() == 503 && again < 10; again++) {
            Thread.sleep(1000);
            answer = HTTP.send(request, BodyHandlers.ofString());
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String health(NodeProcess node) throws Exception {
        return HTTP.send(
                        get("http://127.0.0.1:%d/actuator/health".formatted(node.port()))
                                .header("Authorization", basic("admin"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest.Builder get(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30));
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":demo").getBytes());
    }

    private int tasks(String number) {
        return sql.sql("""
                        select count(*) from act_ru_task where proc_inst_id_ in
                            (select proc_inst_id_ from act_ru_execution where root_proc_inst_id_ in
                                (select proc_inst_id_ from act_ru_execution where business_key_ = ?))""").param(number).query(Integer.class).single();
    }

    private int escalations(String number) {
        return sql.sql("select count(*) from crisis_act where number = ? and kind = 'escalated'")
                .param(number)
                .query(Integer.class)
                .single();
    }

    private int count(String rows) {
        return sql.sql("select count(*) from " + rows).query(Integer.class).single();
    }

    private static String log(NodeProcess node) throws IOException {
        return Files.readString(node.log().toPath());
    }

    private static long secondsSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
    }

    private static String shipped(String file) {
        return new String(PlanBundle.readFrom("classpath*:").files().get(file));
    }

    private void write(String file, byte[] content) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.write(folder.resolve(file), content);
        } catch (IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
    }
}
