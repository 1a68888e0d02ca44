package org.crisisplan.signals.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.retention.KeptData;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.retention.OldSignals;
import org.crisisplan.signals.trigger.SignalPipeline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sources are asked by one node at a time, their faults are seen and stop no other, their silence is heard, old signals leave. */
@PlanTest
class SourcesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @Autowired
    ApplicationContext product;

    @Autowired
    JdbcClient sql;

    @Autowired
    Clock clock;

    @Autowired
    SourceRepository sources;

    @Autowired
    SourceState states;

    @Autowired
    Signals signals;

    private final String name = "s-" + UUID.randomUUID();

    @BeforeEach
    void setTheClock() {
        ClockUtil.setCurrentTime(Date.from(NOW));
    }

    @AfterEach
    void resetTheClock() {
        sql.sql("delete from signal_source where name like 's-%'").update();
        SignalPipeline.forgets(product);
        ClockUtil.reset();
    }

    /** A source that counts how often it is asked and does what a test wants. */
    private static class Counting implements PolledSource {

        final String name;
        final AtomicInteger asked = new AtomicInteger();
        boolean speaks = true;

        @Nullable RuntimeException fault;

        @Nullable CountDownLatch until;

        Counting(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Duration every() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration silentAfter() {
            return Duration.ofMinutes(15);
        }

        @Override
        public boolean poll() throws InterruptedException {
            asked.incrementAndGet();
            if (until != null) {
                until.await();
            }
            if (fault != null) {
                throw fault;
            }
            return speaks;
        }
    }

    @Test
    void aSourceIsAskedInItsTurnAndByOneNodeOnly() throws Exception {
        var source = new Counting(name);
        PollSchedule one = node(source);
        PollSchedule other = node(source);
        source.until = new CountDownLatch(1);
        List<Future<?>> asked = one.askWhoseTurnItIs();
        assertThat(other.askWhoseTurnItIs()).isEmpty();
        source.until.countDown();
        finish(asked);
        finish(other.askWhoseTurnItIs());
        assertThat(source.asked).as("its turn has not come again").hasValue(1);

        ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofMinutes(5))));
        finish(other.askWhoseTurnItIs());
        finish(one.askWhoseTurnItIs());
        assertThat(source.asked).hasValue(2);
    }

    @Test
    void whatANodeHeldWhenItStoppedAnotherTakesOver() throws Exception {
        var source = new Counting(name);
        sources.ensure(name);
        // whatever the node's own clock says
        ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofDays(365))));
        heldFor(10);
        PollSchedule node = node(source);
        assertThat(node.askWhoseTurnItIs()).isEmpty();
        heldFor(-1);
        finish(node.askWhoseTurnItIs());
        assertThat(source.asked).hasValue(1);
    }

    private void heldFor(int seconds) {
        sql.sql("update signal_source set polled_by = 'gone', "
                        + "polled_until = current_timestamp + cast(? as integer) * interval '1' second where name = ?")
                .params(seconds, name)
                .update();
    }

    @Test
    void aFaultIsSeenAndStopsNoOther() throws Exception {
        var broken = new Counting(name + "-broken");
        broken.fault = new IllegalStateException("401\nfrom the service");
        var fine = new Counting(name + "-fine");
        finish(node(broken, fine).askWhoseTurnItIs());

        assertThat(fine.asked).hasValue(1);
        assertThat(health(broken.name).isFaulty()).isTrue();
        assertThat(health(broken.name).lastFault()).isEqualTo("401 from the service");
        assertThat(health(broken.name).lastHeard()).isNull();
        assertThat(health(fine.name).isFaulty()).isFalse();
        assertThat(health(fine.name).lastHeard()).isEqualTo(NOW);
    }

    @Test
    void aPlaceIsKept() {
        assertThat(states.of(name)).isEmpty();
        states.keep(name, "etag-1");
        states.keep(name, "etag-2");
        assertThat(states.of(name)).isEqualTo(Optional.of("etag-2"));
    }

    @Test
    void silenceThatLastsTooLongIsASignalOnce() throws Exception {
        var source = new Counting(name);
        PollSchedule node = node(source);
        var watch = new SilenceWatch(new SourceSettings(Map.of()), node, sources, signals, clock);
        finish(node.askWhoseTurnItIs());
        source.speaks = false;
        ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofMinutes(15))));
        watch.listen();
        assertThat(silences()).isZero();

        ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofMinutes(16))));
        finish(node.askWhoseTurnItIs());
        watch.listen();
        watch.listen();
        assertThat(silences()).isEqualTo(1);
        assertThat(health(name).silentSince()).isEqualTo(NOW);

        sources.heard(name);
        assertThat(health(name).silentSince()).isNull();
    }

    @Test
    void oldSignalsLeaveAndTheirCountsStay() {
        SignalPipeline.says(product, 0, 2500, i -> SignalPipeline.figure("old" + i, "retention", "m", i, NOW));
        ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofDays(2))));
        SignalPipeline.says(product, 0, 10, i -> SignalPipeline.figure("new" + i, "retention", "m", i, NOW));
        var retention = new OldSignals(sql, clock);
        removeOld(retention);
        assertThat(kept()).isEqualTo(2510);

        ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofDays(3)).plusSeconds(1)));
        removeOld(retention);
        assertThat(kept()).isEqualTo(10);
        SignalPipeline.counts(product);
        assertThat(sql.sql("select sum(signals) from signal_count where subject = 'retention' and bucket_minutes = 60")
                        .query(Long.class)
                        .single())
                .isEqualTo(2510);
    }

    @Test
    void reportersAndDeliveriesLeaveTooAndAdvisoriesStay() {
        SignalPipeline.says(
                product, 0, 1500, i -> SignalPipeline.report("r" + i, "retention", "m", "user " + i, "words", NOW));
        signals.accept(
                SignalPipeline.SOURCE,
                List.of(new Signal(
                        SignalPipeline.SOURCE,
                        "cve",
                        Signal.Kind.ADVISORY,
                        "retention",
                        "cvss",
                        9.8,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        NOW)));
        sql.sql("insert into signal_delivery (source, delivery_id, body_hash, received) values ('s-old', 'd', 'h', ?)")
                .param(NOW.atOffset(ZoneOffset.UTC))
                .update();
        var retention = new OldSignals(sql, clock);

        SignalPipeline.counts(product);
        ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofDays(7))));
        SignalPipeline.says(
                product, 0, 1, i -> SignalPipeline.report("again", "retention", "m", "user 7", "words", now()));
        SignalPipeline.counts(product);
        removeOld(retention);
        assertThat(rows("signal_delivery where source = 's-old'"))
                .as("kept for a week at least")
                .isEqualTo(1);
        assertThat(rows("signal_reporter where subject = 'retention'"))
                .as("who reported again")
                .isEqualTo(1);
        assertThat(sql.sql("select id from signal where subject = 'retention'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("cve", "again");

        ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofDays(9))));
        removeOld(retention);
        assertThat(rows("signal_delivery where source = 's-old'")).isZero();
    }

    private static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    private long rows(String of) {
        return sql.sql("select count(*) from " + of).query(Long.class).single();
    }

    private PollSchedule node(PolledSource... polled) {
        var beans = new StaticListableBeanFactory();
        for (PolledSource source : polled) {
            beans.addBean(source.name(), source);
        }
        ObjectProvider<PolledSource> single = beans.getBeanProvider(PolledSource.class);
        return new PollSchedule(single, beans.getBeanProvider(PolledSources.class), sources, sql, clock);
    }

    /** As the retention job does, with what is older than three days. */
    private void removeOld(KeptData retention) {
        boolean more = true;
        while (more) {
            more = !retention
                    .removeSome(clock.instant().minus(Duration.ofDays(3)), Set.of())
                    .isNothing();
        }
    }

    private static void finish(List<Future<?>> asked) throws Exception {
        for (Future<?> each : asked) {
            each.get();
        }
    }

    private SourceRepository.Health health(String source) {
        return sources.all().stream()
                .filter(health -> health.name().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private long silences() {
        return sql.sql("select count(*) from signal where kind = 'silence' and subject = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    private long kept() {
        return sql.sql("select count(*) from signal where subject = 'retention'")
                .query(Long.class)
                .single();
    }
}
