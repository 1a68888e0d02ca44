package org.crisisplan.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.crisisplan.operations.Figures.Source;
import org.crisisplan.operations.Figures.Standing;
import org.crisisplan.operations.Figures.Waiting;
import org.crisisplan.publish.ConfiguredChannels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metrics while the database hangs: at once, with what is known, and saying so. */
class FigureMetersTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FigureRepository database = mock();
    private final DatabaseProbe probe = mock();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Clock clock = mock();
    private final FigureMeters meters;

    FigureMetersTest() throws Exception {
        when(clock.instant()).thenAnswer(asked -> now.get());
        when(clock.getZone()).thenReturn(ZoneOffset.UTC);
        when(probe.answersWithin(any())).thenReturn(true);
        when(database.read()).thenReturn(figures(List.of(new Source("api", NOON, true, false))));
        meters = new FigureMeters(probe, database, List.of(), ConfiguredChannels.none(), clock);
        meters.bindTo(metrics);
    }

    @AfterEach
    void ends() {
        meters.destroy();
    }

    private static Figures figures(List<Source> sources) {
        return new Figures(
                NOON,
                new Waiting(7, NOON.minusSeconds(90)),
                1,
                new Waiting(0, null),
                2,
                new Waiting(0, null),
                0,
                new Waiting(0, null),
                3,
                Map.of(new Standing("responding", "1"), 4L),
                sources,
                List.of());
    }

    private double gauge(String name, String... labels) {
        return metrics.get("crisis.plan." + name).tags(labels).gauge().value();
    }

    @Test
    void itTellsWhatWasRead() {
        meters.refresh();
        assertThat(gauge("database.up")).isEqualTo(1);
        assertThat(gauge("jobs.due")).isEqualTo(7);
        assertThat(gauge("jobs.due.oldest")).isEqualTo(90);
        assertThat(gauge("mails.waiting.oldest")).isZero();
        assertThat(gauge("crises.open", "phase", "responding", "level", "1")).isEqualTo(4);
        assertThat(gauge("crises.open", "phase", "verifying", "level", "none")).isZero();
        assertThat(gauge("source.failed", "source", "api")).isEqualTo(1);
    }

    @Test
    void beforeAnythingWasReadItInventsNothing() {
        assertThat(gauge("jobs.due")).isNaN();
        assertThat(gauge("database.figures.age")).isNaN();
    }

    @Test
    void whileTheDatabaseHangsItTellsTheLastFiguresWithinASecond() throws Exception {
        meters.refresh();
        var heals = new CountDownLatch(1);
        when(database.read()).thenAnswer(hangs -> {
            heals.await();
            return figures(List.of());
        });
        when(probe.answersWithin(any())).thenReturn(false);
        Thread.sleep(Duration.ofSeconds(10).toMillis());
        now.set(NOON.plusSeconds(60));
        for (int scrape = 0; scrape < 3; scrape++) {
            long began = System.nanoTime();
            meters.refresh();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(gauge("database.up")).isZero();
        assertThat(gauge("jobs.due")).isEqualTo(7);
        assertThat(gauge("jobs.due.oldest")).as("it goes on to wait").isEqualTo(150);
        assertThat(gauge("database.figures.age")).isEqualTo(60);
        heals.countDown();
    }
}
