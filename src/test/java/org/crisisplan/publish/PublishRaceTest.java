package org.crisisplan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.record.Actor;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.engine.SafeMode;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes publish the same statement on the same channel at the same moment, on a real PostgreSQL: the public reads it once. */
class PublishRaceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

    private static EmbeddedPostgres server;
    private static JdbcClient sql;
    private static DataSourceTransactionManager transactions;
    private static TransactionTemplate transaction;
    private static StatementRepository records;
    private static final ExecutorService NODES = Executors.newFixedThreadPool(2);

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.start();
        Flyway.configure().dataSource(server.getPostgresDatabase()).load().migrate();
        // the transaction manager and the client share the connection of their data source
        var shared = server.getPostgresDatabase();
        sql = JdbcClient.create(shared);
        transactions = new DataSourceTransactionManager(shared);
        transaction = new TransactionTemplate(transactions);
        records = new StatementRepository(sql, CLOCK);
    }

    @AfterAll
    static void stop() throws Exception {
        NODES.shutdownNow();
        server.close();
    }

    /** Counts, and lets nobody out of the first publication before another transaction waits for its lock. */
    private static class SlowChannel implements PublicChannel {

        final AtomicInteger heard = new AtomicInteger();
        final AtomicBoolean breaks = new AtomicBoolean();

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public boolean isOurOwn() {
            return true;
        }

        @Override
        public Answer publish(Post post) {
            if (heard.incrementAndGet() == 1) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> JdbcClient.create(server.getPostgresDatabase())
                                        .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                                        .query(Integer.class)
                                        .single()
                                > 0);
            }
            if (breaks.getAndSet(false)) {
                throw new IllegalStateException("connection lost");
            }
            return new Answer.Receipt("", null, post.titlesAndTexts());
        }
    }

    @Test
    void onceAndOnlyOnce() throws Exception {
        Statement statement = approved("race-1");
        var channel = new SlowChannel();
        var step = step(channel);

        Future<?> one = node(step, statement);
        Future<?> other = node(step, statement);
        one.get();
        other.get();

        assertThat(channel.heard).hasValue(1);
        assertThat(publications(statement)).isEqualTo(1);
    }

    @Test
    void whoWaitedTakesOverWhenTheFirstFails() throws Exception {
        Statement statement = approved("race-2");
        var channel = new SlowChannel();
        channel.breaks.set(true);
        var step = step(channel);

        List<Future<?>> nodes = List.of(node(step, statement), node(step, statement));
        int failed = 0;
        for (Future<?> node : nodes) {
            try {
                node.get();
            } catch (ExecutionException lost) {
                assertThat(lost).hasRootCauseMessage("connection lost");
                failed++;
            }
        }

        assertThat(failed).isEqualTo(1);
        assertThat(channel.heard).hasValue(2);
        assertThat(publications(statement)).isEqualTo(1);
    }

    @Test
    void theDatabaseItselfKeepsNoSecondPublication() {
        Statement statement = approved("race-3");
        Runnable write = () -> sql.sql(
                        "insert into publication (statement_id, channel, hash, state, attempts) values (?, 'slow', ?, 'published', 1)")
                .params(statement.id(), statement.hash())
                .update();
        write.run();
        assertThatThrownBy(write::run).isInstanceOf(DuplicateKeyException.class);
    }

    /** Both have found the post before either takes it, as often as the machine lets them. */
    @Test
    void onlyOneNodeTakesWhatIsToBeSent() throws Exception {
        var publications = new PublicationRepository(sql, CLOCK);
        for (int round = 0; round < 20; round++) {
            Statement statement = approved("race-5" + round);
            publications.begin(statement.id(), statement.hash(), ChannelTable.Row.of("far"));
            publications.queue(statement.id(), "far");
            Callable<Boolean> node = () -> Boolean.TRUE.equals(transaction.execute(
                    status -> publications.take("far", Duration.ofMinutes(1)).isPresent()));
            var start = new CyclicBarrier(2);
            Callable<Boolean> together = () -> {
                start.await();
                return node.call();
            };
            List<Future<Boolean>> nodes = List.of(NODES.submit(together), NODES.submit(together));
            assertThat(List.of(nodes.get(0).get(), nodes.get(1).get())).containsExactlyInAnyOrder(true, false);
            assertThat(node.call()).isFalse();
            publications.ended(statement.id(), "far", Publication.State.LEFT_OUT, "");
        }
    }

    private static PublishToChannel step(PublicChannel channel) {
        var publications = new PublicationRepository(sql, CLOCK);
        return new PublishToChannel(
                records,
                publications,
                new Channels(List.of(channel), List.of(), ConfiguredChannels.none()),
                new ChannelDesk(records, publications, crises(), record(), event -> {}),
                mock(SafeMode.class));
    }

    private static Crises crises() {
        return new Crises(sql, record(), new ObjectMapper(), CLOCK, transactions, event -> {});
    }

    private static CrisisRecord record() {
        return new CrisisRecord(sql, () -> Actor.PRODUCT, CLOCK, new ObjectMapper());
    }

    private static Future<?> node(PublishToChannel step, Statement statement) {
        return NODES.submit(
                () -> transaction.executeWithoutResult(status -> step.publish(statement.processInstance(), "slow")));
    }

    private static int publications(Statement statement) {
        return sql.sql(
                        "select count(*) from publication where statement_id = ? and state = 'published' and attempts = 1")
                .param(statement.id())
                .query(Integer.class)
                .single();
    }

    private static Statement approved(String processInstance) {
        String number = "CR-1999-" + processInstance;
        sql.sql("""
                        insert into crisis (number, title, description, technical, content, phase, reasons, plan_version, opened_at)
                        values (?, 'x', 'x', true, false, 'responding', '[]', '1', now())""").param(number).update();
        var text = new StatementText("Title", "标题", "Text", "正文");
        for (int version : new int[] {0, 1}) {
            records.add(new Statement(
                    StatementRepository.newId(),
                    processInstance,
                    number,
                    StatementKind.FIRST,
                    version,
                    2,
                    "responding",
                    text,
                    text.hash(number, StatementKind.FIRST, version),
                    "pr",
                    List.of("legal"),
                    CLOCK.instant(),
                    null));
        }
        Statement statement = records.latest(processInstance).orElseThrow();
        records.add(statement, new Approval(statement.hash(), "legal", "lawyer", Approval.Verdict.APPROVE), "");
        return statement;
    }
}
