package org.crisisplan.compensation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.crisisplan.crisis.record.Actor;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.publish.ChannelSettings;
import org.crisisplan.publish.remote.RemoteCall;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A shop over HTTP with its faults, and a real PostgreSQL: everybody on the lists is credited once, and who is not is named (R57). */
class CreditsTest {

    private static final byte[] SECRET = "a secret of the shop, 24 bytes and more".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final WireMockExtension SHOP =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static EmbeddedPostgres server;
    private static HikariDataSource database;
    private static JdbcClient sql;
    private static TransactionTemplate transaction;
    private static int crises;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T08:00:00Z"));
    private final Map<String, String> people = new TreeMap<>();
    private String crisis;
    private LedgerRepository ledgers;
    private Beneficiaries beneficiaries;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.start();
        database = new HikariDataSource();
        database.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        Flyway.configure().dataSource(database).load().migrate();
        sql = JdbcClient.create(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        server.close();
    }

    @BeforeEach
    void openCrisis() {
        crisis = "CR-1999-%04d".formatted(++crises);
        sql.sql("""
                        insert into crisis (number, title, description, technical, content, phase, reasons, plan_version, opened_at)
                        values (?, 'x', 'x', true, false, 'reviewing', '[]', '1', now())""").param(crisis).update();
        ledgers = new LedgerRepository(sql, new JdbcTemplate(database), clock());
        beneficiaries = new Beneficiaries() {
            @Override
            public long count(String number) {
                return people.size();
            }

            @Override
            public List<Beneficiary> next(String number, String after, int limit) {
                return people.entrySet().stream()
                        .filter(person -> after == null || person.getKey().compareTo(after) > 0)
                        .limit(limit)
                        .map(person -> new Beneficiary(person.getKey(), person.getValue()))
                        .toList();
            }

            @Override
            public Optional<Beneficiary> find(String number, String ref) {
                return people.containsKey(ref) ? Optional.of(new Beneficiary(ref, people.get(ref))) : Optional.empty();
            }
        };
    }

    @Test
    void everybodyIsCreditedOnceHoweverManyNodesAskAndHoweverOftenItIsIssued() throws Exception {
        SHOP.stubFor(post("/credits").willReturn(okJson("{\"reference\": \"4711\"}")));
        listed(1, 130);
        approved(130);
        issue();
        fill();

        inParallel(4, () -> {
            IssueCredits node = node();
            while (node.issueNext()) {
                // until nothing is due
            }
        });
        issue();
        fill();
        assertThat(node().issueNext()).as("issued again: nothing is due").isFalse();

        assertThat(counts()).isEqualTo(Map.of(CreditState.CREDITED, 130L));
        Map<String, Long> keys = requests().stream()
                .collect(Collectors.groupingBy(request -> request.getHeader("Idempotency-Key"), Collectors.counting()));
        assertThat(keys)
                .hasSize(130)
                .allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
        assertThat(requests().stream().map(LoggedRequest::getBodyAsString))
                .filteredOn(body -> body.contains("\"user\":\"user-7\""))
                .singleElement()
                .asString()
                .contains("\"kind\":\"coupon\"", "\"amount\":\"20.00\"", "\"currency\":\"CNY\"", crisis);
        assertThat(ledgers.find(crisis, ref(7)))
                .hasValueSatisfying(credit -> assertThat(credit.reference()).isEqualTo("4711"));
    }

    @Test
    void theShopCanCheckThatItIsUsWhoAsk() throws Exception {
        SHOP.stubFor(post("/credits").willReturn(okJson("{}")));
        listed(1, 1);
        approved(1);
        issue();
        fill();
        node().issueNext();

        LoggedRequest request = requests().get(0);
        String signed = request.getHeader("webhook-id") + "." + request.getHeader("webhook-timestamp") + "."
                + request.getBodyAsString();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(request.getHeader("webhook-id")).isEqualTo(request.getHeader("Idempotency-Key"));
    }

    @Test
    void whatTheShopSaysDecidesWhatBecomesOfACredit() {
        listed(1, 6);
        answer(1, aResponse().withStatus(409));
        answer(2, aResponse().withStatus(422).withBody("no such account"));
        answer(3, aResponse().withStatus(500));
        answer(4, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        answer(5, aResponse().withStatus(429));
        answer(6, aResponse().withStatus(200).withFixedDelay(2000));
        approved(6);
        issue();
        fill();
        node().issueNext();

        assertThat(states())
                .isEqualTo(Map.of(
                        ref(1),
                        "credited", // the shop had it already by this key
                        ref(2),
                        "refused",
                        ref(3),
                        "due",
                        ref(4),
                        "due",
                        ref(5),
                        "due",
                        ref(6),
                        "due"));
        assertThat(ledgers.find(crisis, ref(2)).orElseThrow().problem()).contains("422", "no such account");

        for (int attempt = 0; attempt < 5; attempt++) {
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(20)));
            node().issueNext();
        }
        assertThat(states())
                .as("after an hour a person takes over; whether it may be there is said")
                .isEqualTo(Map.of(
                        ref(1),
                        "credited",
                        ref(2),
                        "refused",
                        ref(3),
                        "in-doubt",
                        ref(4),
                        "in-doubt",
                        ref(5),
                        "refused",
                        ref(6),
                        "in-doubt"));
        assertThat(requests().stream()
                        .filter(request -> request.getBodyAsString().contains("\"user-3\""))
                        .map(request -> request.getHeader("Idempotency-Key"))
                        .distinct())
                .as("the same key at each attempt")
                .hasSize(1);
    }

    @Test
    void whatMayStandThereIsInDoubtWhateverTheShopSaysLater() {
        listed(1, 1);
        SHOP.stubFor(post("/credits")
                .inScenario("overloaded")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("yes"));
        SHOP.stubFor(post("/credits")
                .inScenario("overloaded")
                .whenScenarioStateIs("yes")
                .willReturn(aResponse().withStatus(503)));
        approved(1);
        issue();
        fill();
        for (int attempt = 0; attempt < 5; attempt++) {
            node().issueNext();
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(20)));
        }
        assertThat(states()).isEqualTo(Map.of(ref(1), "in-doubt"));

        issue();
        fill();
        assertThat(node().issueNext()).as("a person decides first").isFalse();
    }

    @Test
    void whoWasRefusedIsAskedForAgainAndWhoHasItIsNot() {
        listed(1, 2);
        SHOP.stubFor(post("/credits")
                .withRequestBody(matchingJsonPath("$.user", matching("user-1")))
                .willReturn(okJson("{}")));
        SHOP.stubFor(post("/credits")
                .withRequestBody(matchingJsonPath("$.user", matching("user-2")))
                .inScenario("mended")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(400))
                .willSetStateTo("yes"));
        SHOP.stubFor(post("/credits")
                .withRequestBody(matchingJsonPath("$.user", matching("user-2")))
                .inScenario("mended")
                .whenScenarioStateIs("yes")
                .willReturn(okJson("{}")));
        approved(2);
        issue();
        fill();
        node().issueNext();
        assertThat(states()).isEqualTo(Map.of(ref(1), "credited", ref(2), "refused"));

        issue();
        fill();
        node().issueNext();
        assertThat(states()).isEqualTo(Map.of(ref(1), "credited", ref(2), "credited"));
        assertThat(requests()).hasSize(3);
    }

    @Test
    void whatAKilledNodeLeftIsAskedForWithTheSameKeyAsLongAsTheShopKnowsIt() {
        SHOP.stubFor(post("/credits").willReturn(okJson("{}")));
        listed(1, 2);
        approved(2);
        issue();
        fill();
        List<Credit> taken = transaction.execute(status -> ledgers.take(10, Duration.ZERO));
        assertThat(taken).hasSize(2);
        sql.sql("update compensation_credit set taken_until = current_timestamp - interval '1' second where crisis = ?")
                .param(crisis)
                .update();
        sql.sql("update compensation_credit set first_tried_at = ? where crisis = ? and person = ?")
                .params(now.get().minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC), crisis, ref(2))
                .update();

        node().issueNext();
        assertThat(states())
                .as("the one the shop may have forgotten is left to a person")
                .isEqualTo(Map.of(ref(1), "credited", ref(2), "in-doubt"));
        assertThat(requests())
                .singleElement()
                .satisfies(request -> assertThat(request.getHeader("Idempotency-Key"))
                        .isEqualTo(taken.get(0).key()));
    }

    @Test
    void moreThanWereApprovedAreNotCredited() {
        SHOP.stubFor(post("/credits").willReturn(okJson("{}")));
        listed(1, 600);
        approved(599);
        issue();
        fill();
        assertThat(counts()).isEmpty();
        assertThat(ledgers.find(crisis).orElseThrow().isTooSmall()).isTrue();
        assertThat(ledgers.toTell(false))
                .as("the process goes on to finance")
                .contains(new LedgerRepository.Settled(crisis, "none"));

        ledgers.approve(crisis, 600, "finance");
        issue();
        fill();
        assertThat(counts()).isEqualTo(Map.of(CreditState.DUE, 600L));
    }

    @Test
    void whoLeftTheListsOrHasNoAccountIsNotAskedFor() {
        listed(1, 3);
        people.put(ref(2), null);
        approved(3);
        issue();
        fill();
        people.remove(ref(3));
        SHOP.stubFor(post("/credits").willReturn(okJson("{}")));
        node().issueNext();
        assertThat(states()).isEqualTo(Map.of(ref(1), "credited", ref(2), "refused", ref(3), "withdrawn"));
        assertThat(requests()).hasSize(1);
    }

    @Test
    void aFileGoesToAShopWithoutAnInterfaceAndItsAnswersAreReconciled() {
        listed(1, 4);
        people.put(ref(3), "=cmd|' /C calc'!A0");
        approved(4);
        issue();
        fill();
        LedgerDesk desk = desk();
        var file = new StringBuilder();
        transaction.executeWithoutResult(status -> desk.write(crisis, file));
        List<String> lines = file.toString().lines().toList();
        assertThat(lines).hasSize(5).first().isEqualTo("key,user,kind,amount,currency");
        assertThat(lines)
                .filteredOn(line -> line.contains("cmd"))
                .singleElement()
                .satisfies(line -> assertThat(line).as("no spreadsheet runs it").contains("'=cmd"));

        String key = lines.get(1).substring(0, lines.get(1).indexOf(','));
        String other = lines.get(2).substring(0, lines.get(2).indexOf(','));
        String third = lines.get(3).substring(0, lines.get(3).indexOf(','));
        String answers = "reference,RESULT,key\n4711,credited,%s\n,refused,%s\n,maybe,%s\n1,credited,cp-unknown\n"
                .formatted(key, other, third);
        LedgerDesk.Reconciled done = reconcile(desk, answers);
        assertThat(done).isEqualTo(new LedgerDesk.Reconciled(1, 1, 0, 1, List.of(3L)));
        assertThat(counts()).isEqualTo(Map.of(CreditState.CREDITED, 1L, CreditState.REFUSED, 1L, CreditState.DUE, 2L));

        assertThat(reconcile(desk, answers.replace("credited," + key, "refused," + key)))
                .as("who has it keeps it, whatever a later file says")
                .satisfies(again -> assertThat(again.known()).isEqualTo(1));
        assertThat(counts()).containsEntry(CreditState.CREDITED, 1L);

        assertThatThrownBy(() -> reconcile(desk, "id,state\n1,2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key, result");
        assertThatThrownBy(() -> reconcile(desk, "key,result\n\"" + key + ",credited\n"))
                .isInstanceOf(IllegalArgumentException.class);
        var next = new StringBuilder();
        transaction.executeWithoutResult(status -> desk.write(crisis, next));
        assertThat(next.toString().lines())
                .as("who has it is not in the next file")
                .noneMatch(line -> line.startsWith(key));
        assertThat(sql.sql("select kind from crisis_act where number = ? order by seq")
                        .param(crisis)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "compensation-taken",
                        "compensation-reconciled",
                        "compensation-reconciled",
                        "compensation-taken");
    }

    private LedgerDesk.Reconciled reconcile(LedgerDesk desk, String answers) {
        return transaction.execute(status -> desk.reconcile(crisis, new StringReader(answers)));
    }

    private LedgerDesk desk() {
        var byHand = new CompensationSettings(
                null,
                null,
                "CNY",
                1,
                List.of(Duration.ofSeconds(10)),
                Duration.ofHours(1),
                Duration.ofHours(24),
                false);
        return new LedgerDesk(
                ledgers,
                beneficiaries,
                byHand,
                new CrisisRecord(sql, () -> Actor.PRODUCT, clock(), new ObjectMapper()));
    }

    private IssueCredits node() {
        var settings = new CompensationSettings(
                URI.create(SHOP.baseUrl() + "/credits"),
                "whsec_" + Base64.getEncoder().encodeToString(SECRET),
                "CNY",
                4,
                List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5)),
                Duration.ofHours(1),
                Duration.ofHours(24),
                false);
        var requests = new ChannelSettings(
                null, Map.of(), Duration.ofSeconds(1), List.of(Duration.ofSeconds(10)), Duration.ofMinutes(30));
        return new IssueCredits(
                ledgers,
                beneficiaries,
                new CreditInterface(settings, new RemoteCall(requests, clock()), clock()),
                settings,
                requests,
                transaction,
                clock());
    }

    private void approved(long users) {
        ledgers.open(crisis, "coupon", new BigDecimal("20.00"), users, "finance");
    }

    private void issue() {
        ledgers.queueRefused(crisis);
        ledgers.issue(crisis, "none");
    }

    private void fill() {
        new FillLedger(ledgers, beneficiaries, transaction).fill(crisis);
    }

    private void listed(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(number -> people.put(ref(number), "user-" + number));
    }

    private static String ref(int number) {
        return "%040x".formatted(number);
    }

    private void answer(int person, com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder answer) {
        SHOP.stubFor(post("/credits")
                .withRequestBody(matchingJsonPath("$.user", matching("user-" + person)))
                .willReturn(answer));
    }

    private static List<LoggedRequest> requests() {
        return SHOP.findAll(postRequestedFor(anyUrl()));
    }

    private Map<CreditState, Long> counts() {
        return ledgers.counts(crisis);
    }

    private Map<String, String> states() {
        return ledgers.credits(crisis, null, null, 100).stream()
                .collect(Collectors.toMap(
                        Credit::person, credit -> credit.state().word()));
    }

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private static void inParallel(int nodes, Runnable work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            List<? extends Future<?>> running = IntStream.range(0, nodes)
                    .mapToObj(node -> threads.submit(work))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
