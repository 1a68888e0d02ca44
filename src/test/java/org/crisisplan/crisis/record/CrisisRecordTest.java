package org.crisisplan.crisis.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.ToldFact;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The record of a crisis on PostgreSQL: nothing is lost when two nodes write, and whoever changes it by hand is seen. */
class CrisisRecordTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

    private static EmbeddedPostgres server;
    private static JdbcClient sql;
    private static TransactionTemplate transaction;
    private static CrisisRecord record;
    private static Crises crises;
    private static int crisisCount;

    private static Instant now = MONDAY;

    private String number = "";

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.start();
        Flyway.configure().dataSource(server.getPostgresDatabase()).load().migrate();
        var database = server.getPostgresDatabase();
        var transactions = new DataSourceTransactionManager(database);
        sql = JdbcClient.create(database);
        transaction = new TransactionTemplate(transactions);
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        var json = new ObjectMapper().registerModule(new JavaTimeModule());
        var person = new Actor(Actor.Kind.PERSON, "pr", "Head of public relations", List.of("publicRelations"));
        record = new CrisisRecord(sql, () -> person, clock, json);
        crises = new Crises(sql, record, json, clock, transactions, event -> {});
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() {
        now = MONDAY;
        number = "CR-2026-%04d".formatted(++crisisCount);
        transaction.executeWithoutResult(done -> crises.open(
                number,
                new CrisisReport("Leak", "Rows offered for sale", Set.of(Kind.TECHNICAL), Map.of()),
                List.of(new ToldFact("leakedUsers", 40L, false, null)),
                "v1"));
    }

    @Test
    void twoNodesWriteToOneCrisisAndNothingIsLost() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> both = List.of(nodes.submit(() -> tells("node-a")), nodes.submit(() -> tells("node-b")));
            for (Future<?> one : both) {
                one.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(record.of(number, 0, 1000))
                .hasSize(2 + 80)
                .extracting(Act::seq)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void whatTwoNodesTellOfOneFactFollowsFromEachOther() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> both = List.of(nodes.submit(() -> counts(100)), nodes.submit(() -> counts(1000)));
            for (Future<?> one : both) {
                one.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        Object known = 40;
        for (Act act : record.of(number, 2, 1000)) {
            assertThat(act.before()).as("act " + act.seq()).isEqualTo(Map.of("value", known));
            known = act.after().get("value");
        }
        assertThat(record.count(number)).isEqualTo(2 + 80);
        assertThat(crises.factsOf(number).get("leakedUsers").value()).isEqualTo(known);
    }

    private void counts(long from) {
        for (long i = from; i < from + 40; i++) {
            long users = i;
            transaction.executeWithoutResult(done -> crises.tell(number, Map.of("leakedUsers", users)));
        }
    }

    private void tells(String node) {
        for (int i = 0; i < 40; i++) {
            int act = i;
            transaction.executeWithoutResult(done ->
                    record.append(number, Entry.of(ActKind.TASK_CLAIMED, node).after(Map.of("act", act))));
        }
    }

    @Test
    void whatIsRolledBackLeavesNoGap() {
        transaction.executeWithoutResult(undone -> {
            crises.tell(number, Map.of("leakedUsers", 50L));
            undone.setRollbackOnly();
        });
        transaction.executeWithoutResult(done -> crises.tell(number, Map.of("leakedUsers", 60L)));

        assertThat(record.of(number, 0, 10)).extracting(Act::seq).containsExactly(1, 2, 3);
        assertThat(record.of(number, 2, 1).get(0).before()).isEqualTo(Map.of("value", 40));
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update crisis_act set actor = 'somebody' where number = ? and seq = 3",
                "update crisis_act set after_values = '{\"value\":41}' where number = ? and seq = 3",
                "update crisis_act set at = at + interval '1 second' where number = ? and seq = 3",
                "update crisis_act set actor_groups = 'management' where number = ? and seq = 3",
                "update crisis_act_words set words = '{\"actor\":\"Another\"}' where number = ? and seq = 3"
            })
    void whatIsChangedByHandIsSeen(String change) {
        transaction.executeWithoutResult(done -> {
            crises.tell(number, Map.of("leakedUsers", 60L));
            crises.tell(number, Map.of("leakedUsers", 70L));
        });
        assertThat(sql.sql(change).param(number).update()).isEqualTo(1);

        assertThat(record.firstBroken(number)).hasValue(3);
    }

    @Test
    void aMissingEndIsSeen() {
        transaction.executeWithoutResult(done -> crises.tell(number, Map.of("leakedUsers", 60L)));
        sql.sql("delete from crisis_act_words where number = ? and seq = 3")
                .param(number)
                .update();
        sql.sql("delete from crisis_act where number = ? and seq = 3")
                .param(number)
                .update();

        assertThat(record.firstBroken(number)).hasValue(3);
    }

    @Test
    void wordsCanBeErasedAndTheChainStaysWhole() {
        assertThat(record.of(number, 0, 1).get(0).words()).containsEntry("description", "Rows offered for sale");

        record.eraseWords(number);

        Act reported = record.of(number, 0, 1).get(0);
        assertThat(reported.words()).isNull();
        assertThat(reported.actor().name()).isEmpty();
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void aClosedCrisisTakesNothingMore() {
        transaction.executeWithoutResult(done -> crises.enter(number, Phase.CLOSED));
        int acts = record.count(number);

        assertThatThrownBy(
                        () -> transaction.executeWithoutResult(done -> crises.tell(number, Map.of("leakedUsers", 60L))))
                .isInstanceOf(CrisisOver.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        done -> crises.promise(number, "recover", now.plus(Duration.ofHours(1)))))
                .isInstanceOf(CrisisOver.class);

        assertThat(record.count(number)).isEqualTo(acts);
        assertThat(crises.factsOf(number).get("leakedUsers").value()).isEqualTo(40);
    }

    @Test
    void aClosedCrisisStillHearsWhatBecameOfItsMails() {
        transaction.executeWithoutResult(done -> crises.enter(number, Phase.CLOSED));
        int acts = record.count(number);

        transaction.executeWithoutResult(done -> {
            assertThat(record.append(number, Entry.of(ActKind.TASK_CLAIMED, "User_HoldReview")))
                    .isFalse();
            assertThat(record.append(number, Entry.of(ActKind.MAIL_FAILED, "pr")))
                    .isTrue();
        });

        assertThat(record.of(number, acts, 10)).extracting(Act::kind).containsExactly(ActKind.MAIL_FAILED);
        assertThat(record.firstBroken(number)).isEmpty();
        assertThat(crises.find(number).orElseThrow().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void wordsOfOneActCanBeErasedAndTheOthersStay() {
        transaction.executeWithoutResult(done -> {
            crises.tell(number, List.of(new ToldFact("cause", "Somebody's laptop", true, null)));
            crises.enter(number, Phase.CLOSED);
        });
        int told = record.of(number, 0, 100).stream()
                .filter(act -> act.subject().equals("cause"))
                .findFirst()
                .orElseThrow()
                .seq();

        assertThat(record.eraseWords(number, told)).isTrue();

        assertThat(record.of(number, told - 1, 1).get(0).words()).isNull();
        assertThat(record.of(number, 0, 1).get(0).words()).containsEntry("title", "Leak");
        assertThat(record.firstBroken(number)).isEmpty();
        assertThat(record.eraseWords(number, told)).isFalse();
    }

    /** Whatever is done in whatever order, what the tables say now is what the record says from its beginning. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void theRecordReplayedGivesWhatIsKnownNow(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            transaction.executeWithoutResult(done -> {
                anyAct(random);
                if (random.nextInt(5) == 0) {
                    done.setRollbackOnly();
                }
            });
            now = now.plus(Duration.ofMinutes(random.nextInt(90)));
        }

        assertThat(record.firstBroken(number)).isEmpty();
        var facts = new TreeMap<String, Object>();
        var due = new HashMap<String, String>();
        var outcome = new HashMap<String, String>();
        Integer level = null;
        boolean inForce = false;
        for (Act act : record.of(number, 0, 10_000)) {
            switch (act.kind()) {
                case FACT_TOLD -> facts.put(act.subject(), act.after().get("value"));
                case GRADED -> {
                    boolean applies = Boolean.TRUE.equals(act.after().get("inForce"));
                    if (applies || !inForce) {
                        level = (Integer) act.after().get("level");
                    }
                    inForce |= applies;
                }
                case PROMISE_MADE -> {
                    due.put(act.subject(), String.valueOf(act.after().get("due")));
                    outcome.remove(act.subject());
                }
                case PROMISE_MET, PROMISE_MISSED, PROMISE_REPLACED, PROMISE_VOID ->
                    outcome.put(act.subject(), String.valueOf(act.after().get("outcome")));
                default -> {}
            }
        }
        var known = new TreeMap<String, Object>();
        crises.factsOf(number).forEach((name, fact) -> known.put(name, fact.value()));
        assertThat(facts).isEqualTo(known);
        assertThat(level).isEqualTo(crises.find(number).orElseThrow().level());
        for (Crisis.Deadline promise : crises.deadlinesOf(number)) {
            assertThat(due.remove(promise.what())).isEqualTo(promise.due().toString());
            assertThat(outcome.get(promise.what()))
                    .isEqualTo(
                            promise.outcome() == null ? null : promise.outcome().word());
        }
        assertThat(due).isEmpty();
    }

    private void anyAct(Random random) {
        String what = List.of("respond", "recover", "review").get(random.nextInt(3));
        switch (random.nextInt(6)) {
            case 0 -> crises.tell(number, Map.of("leakedUsers", (long) random.nextInt(4)));
            case 1 -> crises.tell(number, Map.of("leakConfirmed", random.nextBoolean()));
            case 2 ->
                crises.grade(
                        number,
                        1 + random.nextInt(3),
                        List.of(new Crisis.Reason("R2" + random.nextInt(9), "because")),
                        random.nextBoolean());
            case 3, 4 -> crises.promise(number, what, now.plus(Duration.ofMinutes(random.nextInt(200))));
            default -> crises.keep(number, what);
        }
    }
}
