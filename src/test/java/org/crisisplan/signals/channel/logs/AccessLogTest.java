package org.crisisplan.signals.channel.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.channel.logs.LogSettings.Form;
import org.crisisplan.signals.channel.logs.LogSettings.LogFile;
import org.junit.jupiter.api.Test;

/** An access log is told minute by minute: errors, slow pages, and more requests than usual. */
class AccessLogTest {

    private static final Instant EIGHT = Instant.parse("2026-11-23T08:00:00Z");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final SettableClock clock = new SettableClock("2026-11-23T12:00:00Z");
    private AccessLog log = new AccessLog("edge", settings(20, 1000), "", clock);
    private long offset;

    @Test
    void aMinuteIsToldOnceItIsOver() {
        requests(0, 95, 200);
        requests(0, 5, 502);

        assertThat(log.ready(false)).as("the next minute but one has not begun").isEmpty();
        requests(2, 1, 200);
        List<Signal> told = log.ready(false);

        Signal errors = figure(told, "error_share");
        assertThat(errors.kind()).isEqualTo(Kind.METRIC);
        assertThat(errors.subject()).isEqualTo("site");
        assertThat(errors.value()).isEqualTo(0.05);
        assertThat(errors.text()).isEqualTo("5 of 100 requests were answered with an error of the server");
        assertThat(errors.occurred()).isEqualTo(EIGHT);
        assertThat(errors.id()).isEqualTo("error_share 2026-11-23T08:00:00Z");
        assertThat(figure(told, "requests_per_minute").value()).isEqualTo(100);
        assertThat(figure(told, "unique_addresses").value()).isEqualTo(10);
        assertThat(told).extracting(Signal::metric).doesNotContain("request_surge", "page_load_seconds");
    }

    @Test
    void theLastMinuteIsToldWhenItIsLongOver() {
        clock.passes(Duration.between(clock.instant(), EIGHT.plusSeconds(80)));
        requests(0, 30, 200);

        assertThat(log.ready(true)).as("somebody may be late").isEmpty();
        clock.passes(Duration.ofSeconds(20));
        assertThat(log.ready(false)).as("there is more to read").isEmpty();
        assertThat(figure(log.ready(true), "error_share").value()).isZero();
        assertThat(log.ready(true)).isEmpty();
    }

    @Test
    void aLateLineCountsInItsMinute() {
        requests(1, 10, 200);
        requests(0, 20, 500);
        requests(1, 10, 200);
        requests(3, 1, 200);

        List<Signal> told = log.ready(false);

        assertThat(told.stream()
                        .filter(one -> "error_share".equals(one.metric()))
                        .map(Signal::value))
                .containsExactly(1.0, 0.0);
    }

    @Test
    void ofFewRequestsNoShareIsTold() {
        requests(0, 19, 500);
        requests(2, 1, 200);

        assertThat(log.ready(false))
                .extracting(Signal::metric)
                .containsExactly("requests_per_minute", "unique_addresses");
    }

    @Test
    void pagesAreSlowWhenManyAreAndNotWhenOneIs() {
        for (int i = 0; i < 99; i++) {
            line(0, "GET /page", 200, i, "0.2");
        }
        line(0, "GET /page", 200, 1, "59.9");
        line(0, "GET /film.mp4", 200, 1, "300");
        for (int i = 0; i < 100; i++) {
            line(1, "GET /page", 200, i, i < 90 ? "1.0" : "3.001");
        }
        requests(3, 1, 200);

        List<Signal> slow = log.ready(false).stream()
                .filter(one -> "page_load_seconds".equals(one.metric()))
                .toList();

        assertThat(slow).extracting(Signal::value).containsExactly(0.2, 3.001);
        assertThat(slow.get(0).text()).isEqualTo("95 of 100 pages took at most 0.200 s, the slowest 59.900 s");
    }

    @Test
    void moreThanUsualIsKnownOnceTheUsualIs() {
        log = new AccessLog("edge", settings(20, 200), "", clock);
        for (int minute = 0; minute < 40; minute++) {
            requests(minute, 100, 200);
        }
        requests(40, 1_500, 200);
        requests(42, 1, 200);

        List<Signal> surges = surges();

        assertThat(surges).hasSize(1);
        assertThat(surges.get(0).value()).isCloseTo(15, within(0.01));
        assertThat(surges.get(0).text())
                .isEqualTo("1500 requests from 10 addresses; usually it is 100 requests a minute");
    }

    @Test
    void aFloodDoesNotBecomeUsualWhileItLasts() {
        log = new AccessLog("edge", settings(20, 200), "10 100.0 60", clock);
        for (int minute = 0; minute < 20; minute++) {
            requests(minute, 2_000, 200);
        }

        List<Signal> surges = surges();

        assertThat(surges).hasSize(18);
        assertThat(surges.get(0).value()).isEqualTo(20);
        assertThat(surges.get(17).value()).isGreaterThan(10);
    }

    @Test
    void afterAnOutageTheFirstVisitorsAreNoFlood() {
        log = new AccessLog("edge", settings(20, 50), "10 100.0 60", clock);
        requests(0, 100, 200);
        requests(180, 110, 200);
        requests(182, 1, 200);

        assertThat(surges()).hasSize(2).extracting(Signal::value).allMatch(times -> times < 1.2);
    }

    @Test
    void afterARestartAMinuteThatWasNotOverIsCountedAgainAndNoOther() {
        requests(0, 40, 200);
        requests(1, 30, 200);
        requests(2, 10, 500);
        assertThat(log.ready(false)).extracting(Signal::occurred).containsOnly(EIGHT);
        String memory = log.memory();

        log = new AccessLog("edge", settings(20, 1000), memory, clock);
        requests(0, 5, 500);
        requests(1, 30, 200);
        requests(3, 1, 200);

        List<Signal> told = log.ready(false);
        assertThat(told).extracting(Signal::occurred).containsOnly(EIGHT.plusSeconds(60));
        assertThat(figure(told, "error_share").value()).isZero();
        assertThat(figure(told, "requests_per_minute").text()).isEqualTo("30 requests a minute, usually 40");
    }

    @Test
    void theFirstLineOfAllMinutesThatAreNotOverIsNeeded() {
        requests(1, 1, 200);
        Place first = log.neededFrom().orElseThrow();
        requests(0, 1, 200);
        assertThat(log.neededFrom()).isEqualTo(Optional.of(first));

        requests(3, 1, 200);
        assertThat(log.neededFrom().orElseThrow().offset()).isGreaterThan(first.offset());
    }

    @Test
    void aLineOfTheFutureIsNotBelieved() {
        assertThat(line(60 * 24 * 365, "GET /", 200, 1, "0.1")).isFalse();
        assertThat(log.neededFrom()).isEmpty();
    }

    @Test
    void noAddressIsInWhatIsTold() {
        requests(0, 2_000, 500);
        requests(2, 1, 200);

        List<Signal> told = log.ready(false);
        assertThat(told).isNotEmpty();
        assertThat(told.toString() + log.memory()).doesNotContain("203.0.113.");
    }

    private List<Signal> surges() {
        return log.ready(false).stream()
                .filter(one -> "request_surge".equals(one.metric()))
                .toList();
    }

    private static Signal figure(List<Signal> told, String metric) {
        List<Signal> found =
                told.stream().filter(one -> metric.equals(one.metric())).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void requests(int minute, int many, int status) {
        for (int i = 0; i < many; i++) {
            assertThat(line(minute, "POST /", status, i % 10, "0.1")).isTrue();
        }
    }

    private boolean line(int minute, String request, int status, int visitor, String seconds) {
        String line = "203.0.113.%d - - [%s] \"%s HTTP/1.1\" %d 10 \"-\" \"x\" %s"
                .formatted(visitor, TIME.format(EIGHT.plusSeconds(minute * 60L + 30)), request, status, seconds);
        offset += line.length() + 1;
        return log.take(new LogLine(line.getBytes(StandardCharsets.UTF_8), new Place("k", 5, "h", offset, false)));
    }

    private static LogFile settings(int leastRequests, int surgeFrom) {
        return new LogFile(
                Path.of("access.log"),
                Form.ACCESS,
                "site",
                "user-data",
                ZoneOffset.UTC,
                true,
                null,
                leastRequests,
                surgeFrom);
    }
}
