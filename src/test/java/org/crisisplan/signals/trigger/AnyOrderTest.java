package org.crisisplan.signals.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Sentiment;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.Signals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever the order in which a set of signals arrives, and however often each: the counts and the crises are the same in the end. */
@PlanTest
class AnyOrderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:30:40Z");
    private static final int SIGNALS = 260;
    private static final List<String> SUBJECTS = List.of("any-order-a", "any-order-b", "payment", "any-order-c");

    @Autowired
    CrisisFacts known;

    @Autowired
    ApplicationContext product;

    @Autowired
    JdbcClient sql;

    @Autowired
    Crises crises;

    @Autowired
    Signals signals;

    @Autowired
    RuntimeService runtime;

    @AfterEach
    void resetTheClock() {
        for (String crisis : raised()) {
            runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(crisis)
                    .rootProcessInstances()
                    .list()
                    .forEach(left -> runtime.deleteProcessInstance(left.getId(), "test over"));
        }
        SignalPipeline.forgets(product);
        ClockUtil.reset();
    }

    /** A figure of a day and a half ago, which counted or not by when it came in. */
    @Test
    void theEndIsTheSameOfWhatOnceWasNot() {
        theEndIsTheSame(7232535119189805042L);
    }

    @RepeatedTest(8)
    void theEndIsTheSame() {
        theEndIsTheSame(new Random().nextLong());
    }

    private void theEndIsTheSame(long seed) {
        Random random = new Random(seed);
        List<Signal> set = set(random);

        End inOrder = endOf(set, List.of(), random);
        List<Signal> shuffled = new ArrayList<>(set);
        Collections.shuffle(shuffled, random);
        List<Signal> again = new ArrayList<>(set.subList(0, SIGNALS / 2));
        Collections.shuffle(again, random);
        End otherwise = endOf(shuffled, again, random);

        assertThat(otherwise.crises()).as("seed %d", seed).isEqualTo(inOrder.crises());
        assertThat(otherwise.counts().equals(inOrder.counts()))
                .as("the same counts with seed %d", seed)
                .isTrue();
        assertThat(inOrder.crises()).contains("crisis");
    }

    private record End(String counts, String crises) {}

    /** What the world looks like after the signals came in that order, some of them more than once, looked at now and then. */
    private End endOf(List<Signal> inThatOrder, List<Signal> again, Random random) {
        resetTheClock();
        ClockUtil.setCurrentTime(Date.from(NOW));
        List<Signal> all = new ArrayList<>(inThatOrder);
        again.forEach(signal -> all.add(random.nextInt(all.size()), signal));
        for (int from = 0; from < all.size(); ) {
            int until = Math.min(all.size(), from + 1 + random.nextInt(40));
            signals.accept(SignalPipeline.SOURCE, all.subList(from, until));
            if (random.nextInt(3) == 0) {
                SignalPipeline.looks(product);
            }
            from = until;
        }
        SignalPipeline.looks(product);
        // figures that only grew are reported with the next look after a pause
        ClockUtil.setCurrentTime(Date.from(NOW.plusSeconds(15)));
        SignalPipeline.looks(product);
        return new End(counts(), crisesAndTheirFacts());
    }

    private String counts() {
        return sql.sql("""
                        select subject, bucket_minutes, bucket, metric, kind, platform, sentiment, signals, anonymous, total, highest, lowest,
                            critical, resolved from signal_count
                        order by subject, bucket_minutes, bucket, metric, kind, platform, sentiment""").query().listOfRows().toString()
                + sql.sql(
                                "select subject, metric, reporter, last_minute from signal_reporter order by subject, metric, reporter")
                        .query()
                        .listOfRows();
    }

    private String crisesAndTheirFacts() {
        Map<String, String> all = new TreeMap<>();
        for (String subject : SUBJECTS) {
            List<String> numbers = sql.sql("select distinct crisis from signal_trigger where subject = ?")
                    .param(subject)
                    .query(String.class)
                    .list();
            assertThat(numbers).as("crises about " + subject).hasSizeLessThan(2);
            numbers.forEach(number -> all.put(
                    subject,
                    "crisis of level " + crises.find(number).orElseThrow().level() + " " + facts(number)));
        }
        return all.toString();
    }

    private Map<String, Object> facts(String number) {
        return new TreeMap<>(known.known(number));
    }

    private List<String> raised() {
        return sql.sql("select distinct crisis from signal_trigger where crisis is not null")
                .query(String.class)
                .list();
    }

    private static List<Signal> set(Random random) {
        List<Signal> set = new ArrayList<>();
        for (int i = 0; i < SIGNALS; i++) {
            set.add(signal("s" + i, random));
        }
        return set;
    }

    private static Signal signal(String id, Random random) {
        Kind kind = List.of(Kind.MENTION, Kind.MENTION, Kind.REPORT, Kind.METRIC, Kind.LOG, Kind.ALERT)
                .get(random.nextInt(6));
        String metric = switch (kind) {
            case MENTION -> random.nextInt(20) == 0 ? "data-leak" : null;
            case REPORT -> random.nextBoolean() ? "login_failure" : null;
            case METRIC ->
                List.of("unreachable", "page_load_seconds", "discussions", "leaked_users")
                        .get(random.nextInt(4));
            case LOG -> List.of("attack-sqli", "error_share").get(random.nextInt(2));
            default -> null;
        };
        return new Signal(
                SignalPipeline.SOURCE,
                id,
                kind,
                SUBJECTS.get(random.nextInt(SUBJECTS.size())),
                metric,
                kind == Kind.METRIC || kind == Kind.LOG ? (double) random.nextInt(9) : null,
                null,
                null,
                random.nextBoolean() ? "author " + random.nextInt(50) : null,
                List.of("weibo", "zhihu", "techcrunch").get(random.nextInt(3)),
                List.of(Sentiment.NEGATIVE, Sentiment.NEUTRAL).get(random.nextInt(2)),
                random.nextInt(30) == 0 ? Severity.CRITICAL : Severity.WARNING,
                random.nextInt(10) == 0,
                NOW.minus(Duration.ofMinutes(random.nextInt(30 * 60))));
    }

    @Test
    void aThousandSignalsAboutOneThingAreOneCrisis() {
        ClockUtil.setCurrentTime(Date.from(NOW));
        SignalPipeline.says(
                product, 0, 1000, i -> SignalPipeline.alert("alert" + i, "any-order-a", Severity.CRITICAL, false, NOW));
        SignalPipeline.looks(product);
        assertThat(raised()).hasSize(1);
        assertThat(sql.sql("select count(*) from signal where subject = 'any-order-a'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1000);
    }
}
