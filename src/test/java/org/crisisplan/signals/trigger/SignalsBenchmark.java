package org.crisisplan.signals.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.TaskService;
import org.crisisplan.TestDatabase;
import org.crisisplan.signals.window.Minutes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * What the way of a signal costs, each figure beside a baseline of the same run. Not part of the build; see README. Results are
 * added to {@code target/signals-benchmark.txt}.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "crisis-plan.signals.background-enabled=true",
            "crisis-plan.signals.sources.bench.keys=bench",
            "crisis-plan.signals.sources.bench.per-minute=600000000",
            "camunda.bpm.job-execution.enabled=true"
        })
@ActiveProfiles({"test", "demo"})
@ContextConfiguration(initializers = TestDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignalsBenchmark {

    private static final Duration ROUND = Duration.ofMillis(Long.getLong("round", 5_000));
    private static final int ROUNDS = Integer.getInteger("rounds", 5);

    /** Rounds that are not counted: it takes the JVM a minute of this to compile what matters. */
    private static final int WARMING_UP = Integer.getInteger("warming-up", 12);

    private static final Duration FLOOD = Duration.parse(System.getProperty("flood", "PT1M"));
    private static final long STORED = Long.getLong("stored", 10_000_000);

    /** The same whatever lies behind them, or other rules would fire and be measured. */
    private static final long COUNTED_A_MINUTE = 10;

    private static final long FILLED_AT_ONCE = 500_000;
    private static final int CLIENTS = 16;
    private static final int CONNECTIONS = 4;
    private static final int BATCH = 100;
    private static final String WORDS = "Everything is slow today, and nobody says why. ".repeat(4);

    @LocalServerPort
    int port;

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient sql;

    @Autowired
    TaskService tasks;

    @Autowired
    ApplicationContext product;

    private final AtomicLong last = new AtomicLong();

    @BeforeEach
    void begin() {
        forgets();
        sql.sql("drop table if exists plain_signal").update();
        sql.sql(
                        "create table plain_signal (id varchar(36) primary key, source varchar(60), subject varchar(80), "
                                + "metric varchar(80), figure double precision, said varchar(1000), at timestamp with time zone)")
                .update();
    }

    @Test
    @Order(1)
    void singleSignalsOverHttpAgainstSingleRowCommits() {
        List<Double> baseline = new ArrayList<>();
        List<Double> requests = new ArrayList<>();
        for (int round = 0; round < WARMING_UP + ROUNDS; round++) {
            double commits = perSecond(CONNECTIONS, this::singleRows);
            double accepted = perSecond(CLIENTS, running -> posts(running, 1));
            if (round >= WARMING_UP) {
                baseline.add(commits);
                requests.add(accepted);
            }
        }
        report("single signals over HTTP, 16 clients", requests, "single-row commits, 4 connections", baseline);
        nothingIsMissing();
    }

    @Test
    @Order(2)
    void batchesOverHttpAgainstPlainBatches() {
        List<Double> baseline = new ArrayList<>();
        List<Double> signals = new ArrayList<>();
        for (int round = 0; round < WARMING_UP + ROUNDS; round++) {
            double rows = BATCH * perSecond(CONNECTIONS, this::batchedRows);
            double accepted = BATCH * perSecond(CONNECTIONS, running -> posts(running, BATCH));
            if (round >= WARMING_UP) {
                baseline.add(rows);
                signals.add(accepted);
            }
        }
        report("signals in batches of 100 over HTTP, 4 clients", signals, "rows in JDBC batches of 100", baseline);
        nothingIsMissing();
    }

    @Test
    @Order(3)
    void fromTheTriggeringSignalToTheTask() throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService others = Executors.newFixedThreadPool(1);
        AtomicLong said = new AtomicLong();
        Future<?> noise = others.submit(() -> {
            try (var client = new SocketClient(port)) {
                long next = System.nanoTime();
                while (running.get()) {
                    client.post(body(50));
                    said.addAndGet(50);
                    next += TimeUnit.MILLISECONDS.toNanos(50);
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
            return null;
        });
        List<Double> took = new ArrayList<>();
        long began = System.nanoTime();
        try (var client = new SocketClient(port)) {
            for (int i = 0; i < 220; i++) {
                double millis = untilTheTask(client, "site-" + i);
                if (i >= 20) { // the first ones warm up
                    took.add(millis);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        running.set(false);
        noise.get();
        others.shutdown();
        took.sort(null);
        say(
                "from a triggering signal to its task, 200 of them, %.0f other signals/s: median %.0f ms, p99 %.0f ms, longest %.0f ms"
                        .formatted(said.get() / seconds, took.get(100), took.get(197), took.get(199)));
    }

    @Test
    @Order(4)
    void lookingAtTheWindowsOverFewAndManySignals() {
        fill(10_000);
        List<Double> few = looks();
        fill(STORED);
        List<Double> many = looks();
        report("looks/s with " + STORED + " stored signals", many, "looks/s with 10000", few);
    }

    @Test
    @Order(5)
    void aFlood() throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService senders = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Long>> sent = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            sent.add(senders.submit(() -> posts(running, 1)));
        }
        List<Long> heap = new ArrayList<>();
        int samples = 10;
        for (int i = 0; i < samples; i++) {
            TimeUnit.MILLISECONDS.sleep(FLOOD.toMillis() / samples);
            System.gc();
            Runtime machine = Runtime.getRuntime();
            heap.add((machine.totalMemory() - machine.freeMemory()) >> 20);
        }
        running.set(false);
        long accepted = 0;
        for (Future<Long> one : sent) {
            accepted += one.get();
        }
        senders.shutdown();
        long kept = sql.sql("select count(*) from signal").query(Long.class).single();
        say("a flood of %s: %d accepted, %d kept; heap in MB after each tenth: %s"
                .formatted(FLOOD, accepted, kept, heap));
        assertThat(kept).isEqualTo(accepted);
    }

    /** Millions of rows at once, not one by one. */
    private void forgets() {
        sql.sql("truncate table signal").update();
        SignalPipeline.forgets(product);
    }

    private double untilTheTask(SocketClient client, String subject) {
        String id = UUID.randomUUID().toString();
        long began = System.nanoTime();
        client.post(
                "{\"id\":\"%s\",\"kind\":\"alert\",\"subject\":\"%s\",\"metric\":\"fault\",\"severity\":\"critical\"}"
                        .formatted(id, subject));
        long giveUp = began + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < giveUp) {
            List<String> crisis = sql.sql("select crisis from signal_subject where subject = ? and crisis is not null")
                    .param(subject)
                    .query(String.class)
                    .list();
            if (!crisis.isEmpty()
                    && tasks.createTaskQuery()
                                    .processInstanceBusinessKey(crisis.get(0))
                                    .count()
                            > 0) {
                return (System.nanoTime() - began) / 1e6;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        throw new IllegalStateException("No task came of the signal about " + subject);
    }

    /** So many signals of a day about 100 subjects, and the counts they left. */
    private void fill(long signals) {
        forgets();
        boolean h2 = isH2();
        long minute = Minutes.of(Instant.now());
        for (long first = 1; first <= signals; first += FILLED_AT_ONCE) {
            String range = "(" + first + ", " + Math.min(signals, first + FILLED_AT_ONCE - 1) + ") as n(n)";
            sql.sql("""
                            insert into signal (source, id, kind, subject, metric, text, author, platform, sentiment, resolved,
                                occurred, received, digest)
                            select 'bench', cast(n as varchar(20)), 'mention', 'subject-' || cast(mod(n, 100) as varchar(3)), null,
                                'words', 'somebody', 'weibo', 'negative', false, current_timestamp, current_timestamp, n
                            from""" + (h2 ? " system_range" : " generate_series") + range).update();
        }
        for (int subject = 0; subject < 100; subject++) {
            for (int span : new int[] {1, 60}) {
                for (long bucket = (minute - Minutes.DAY) / span; bucket <= minute / span; bucket++) {
                    counts.add(new Object[] {"subject-" + subject, span, bucket, COUNTED_A_MINUTE * span});
                }
            }
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into signal_count (subject, bucket_minutes, bucket, "
                                + "metric, kind, platform, sentiment, signals, anonymous, total, critical, resolved) "
                                + "values (?, ?, ?, '', 'mention', 'weibo', 'negative', ?, 0, 0, 0, 0)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < counts.size(); i++) {
                for (int column = 0; column < 4; column++) {
                    insert.setObject(column + 1, counts.get(i)[column]);
                }
                insert.addBatch();
                if (i % 1000 == 999) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
        counts.clear();
        sql.sql(h2 ? "analyze" : "vacuum analyze").update();
        // what was written just now must not be written back while others are measured
        sql.sql(h2 ? "checkpoint sync" : "checkpoint").update();
    }

    private final List<Object[]> counts = new ArrayList<>();

    private List<Double> looks() {
        WindowReader situations = product.getBean(WindowReader.class);
        Triggers triggers = product.getBean(Triggers.class);
        List<String> subjects =
                IntStream.range(0, 100).mapToObj(i -> "subject-" + i).toList();
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < WARMING_UP + ROUNDS; round++) {
            long began = System.nanoTime();
            int looked = 0;
            while (System.nanoTime() - began < ROUND.toNanos()) {
                looked +=
                        situations
                                .of(subjects, Minutes.of(Instant.now()), WindowReader.EVER, (subject, fault) -> {})
                                .values()
                                .stream()
                                .mapToInt(situation ->
                                        1 + 0 * triggers.of(situation).size())
                                .sum();
            }
            if (round >= WARMING_UP) {
                rounds.add(looked / ((System.nanoTime() - began) / 1e9));
            }
        }
        return rounds;
    }

    /** What goes on until it is told to stop, and how often it did it. */
    private interface Work {
        long until(AtomicBoolean running) throws Exception;
    }

    private double perSecond(int threads, Work work) {
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        long began = System.nanoTime();
        List<Future<Long>> done = IntStream.range(0, threads)
                .mapToObj(i -> workers.submit((Callable<Long>) () -> work.until(running)))
                .toList();
        LockSupport.parkNanos(ROUND.toNanos());
        running.set(false);
        try {
            long count = 0;
            for (Future<Long> one : done) {
                count += one.get();
            }
            return count / ((System.nanoTime() - began) / 1e9);
        } catch (ExecutionException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        } finally {
            workers.shutdown();
        }
    }

    private long singleRows(AtomicBoolean running) throws SQLException {
        long rows = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = plainInsert(connection)) {
            while (running.get()) {
                plainRow(insert);
                rows += insert.executeUpdate();
            }
        }
        return rows;
    }

    private long batchedRows(AtomicBoolean running) throws SQLException {
        long batches = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = plainInsert(connection)) {
            connection.setAutoCommit(false);
            while (running.get()) {
                for (int i = 0; i < BATCH; i++) {
                    plainRow(insert);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                batches++;
            }
            connection.setAutoCommit(true);
        }
        return batches;
    }

    private static PreparedStatement plainInsert(Connection connection) throws SQLException {
        return connection.prepareStatement(
                "insert into plain_signal values (?, 'bench', 'site', 'load', 1.5, ?, now())");
    }

    private static void plainRow(PreparedStatement insert) throws SQLException {
        insert.setString(1, UUID.randomUUID().toString());
        insert.setString(2, WORDS);
    }

    private long posts(AtomicBoolean running, int each) {
        long posts = 0;
        try (var client = new SocketClient(port)) {
            while (running.get()) {
                client.post(body(each));
                posts++;
            }
        }
        return posts;
    }

    /** Put together as quickly as can be: it is the other side that is measured. */
    private String body(int signals) {
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < signals; i++) {
            long n = last.incrementAndGet();
            body.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(n)
                    .append("\",\"kind\":\"mention\",\"subject\":\"subject-");
            body.append(n % 200)
                    .append("\",\"platform\":\"weibo\",\"author\":\"a")
                    .append(n % 1000);
            body.append("\",\"sentiment\":\"neutral\",\"text\":\"")
                    .append(WORDS)
                    .append("\"}");
        }
        return body.append("]").toString();
    }

    private void nothingIsMissing() {
        assertThat(sql.sql("select count(*) from signal").query(Long.class).single())
                .isEqualTo(last.get());
        last.set(0);
    }

    private boolean isH2() {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getURL().startsWith("jdbc:h2");
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private void report(String what, List<Double> measured, String against, List<Double> baseline) {
        double[] ratios = IntStream.range(0, measured.size())
                .mapToDouble(i -> measured.get(i) / baseline.get(i))
                .sorted()
                .toArray();
        say("%s: %.0f/s; %s: %.0f/s; ratio %.2f [%.2f-%.2f]"
                .formatted(
                        what,
                        median(measured),
                        against,
                        median(baseline),
                        ratios[ratios.length / 2],
                        ratios[0],
                        ratios[ratios.length - 1]));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void say(String line) {
        try {
            Files.writeString(
                    Path.of("target", "signals-benchmark.txt"),
                    (isH2() ? "H2: " : "PostgreSQL: ") + line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException noDisk) {
            throw new UncheckedIOException(noDisk);
        }
    }
}
