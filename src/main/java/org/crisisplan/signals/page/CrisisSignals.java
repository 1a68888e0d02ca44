package org.crisisplan.signals.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.signals.trigger.Triggers;
import org.crisisplan.signals.window.Minutes;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a chart on a crisis's page is drawn from: the signals of its subjects in steps of five minutes, the numbers of the table of
 * triggers that they are held against, and when the public was told something.
 */
@Controller
class CrisisSignals {

    private static final Duration SHOWN = Duration.ofHours(24);
    private static final Duration BEFORE = Duration.ofHours(2);
    private static final int MOST_SERIES = 6;
    private static final int MOST_STATEMENTS = 100;

    private final JdbcClient sql;
    private final Crises crises;
    private final RecordSearch record;
    private final LatestDecisions tables;
    private final MessageSource texts;
    private final Clock clock;

    CrisisSignals(
            JdbcClient sql,
            Crises crises,
            RecordSearch record,
            LatestDecisions tables,
            MessageSource texts,
            Clock clock) {
        this.texts = texts;
        this.sql = sql;
        this.crises = crises;
        this.record = record;
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * @param times when each step began, in seconds since 1970
     * @param statements when the public was told something, in seconds since 1970
     */
    record Chart(List<Long> times, List<Series> series, List<Long> statements) {}

    /** One respect of one subject.
     *
     * @param points how many in each step, or the highest value in it; nothing where nothing was measured */
    record Series(String name, List<@Nullable Double> points, List<Threshold> limits) {}

    /** A number that a rule compares with. */
    record Threshold(double number, String clause) {}

    private record Key(String subject, String kind, String metric) {}

    @GetMapping("/crises/{number}/signals.json")
    ResponseEntity<Chart> chart(@PathVariable String number, Locale reader) {
        return crises.find(number)
                .map(crisis -> ResponseEntity.ok(chart(crisis, new SignalWords(texts, reader))))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such crisis."));
    }

    private Chart chart(Crisis crisis, SignalWords words) {
        Instant until = crisis.closedAt() == null ? clock.instant() : crisis.closedAt();
        Instant since = later(until.minus(SHOWN), crisis.openedAt().minus(BEFORE));
        long first = step(Minutes.of(since));
        int steps = Math.toIntExact(step(Minutes.of(until)) - first + 1);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            times.add(Minutes.begin((first + i) * Minutes.FIVE).getEpochSecond());
        }
        return new Chart(times, series(crisis.number(), first, steps, words), statements(crisis.number()));
    }

    private static long step(long minute) {
        return Math.floorDiv(minute, (long) Minutes.FIVE);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<Series> series(String number, long first, int steps, SignalWords words) {
        Map<Key, double[]> counts = new HashMap<>();
        Map<Key, double[]> values = new HashMap<>();
        sql.sql("""
                        select subject, kind, metric, bucket, sum(signals) as signals, max(highest) as highest from signal_count
                        where bucket_minutes = 1 and bucket >= :first and bucket < :after and subject in
                            (select subject from signal_trigger where crisis = :crisis
                             union select subject from signal_subject where crisis = :crisis)
                        group by subject, kind, metric, bucket""")
                .param("first", first * Minutes.FIVE)
                .param("after", (first + steps) * Minutes.FIVE)
                .param("crisis", number)
                .query(row -> {
                    var key = new Key(row.getString("subject"), row.getString("kind"), row.getString("metric"));
                    int step = Math.toIntExact(step(row.getLong("bucket")) - first);
                    counts.computeIfAbsent(key, none -> new double[steps])[step] += row.getLong("signals");
                    if (row.getObject("highest") != null) {
                        double[] known = values.computeIfAbsent(key, none -> unknown(steps));
                        double highest = row.getDouble("highest");
                        known[step] = Double.isNaN(known[step]) ? highest : Math.max(known[step], highest);
                    }
                });
        return counts.entrySet().stream()
                .sorted((one, other) -> Double.compare(sum(other.getValue()), sum(one.getValue())))
                .limit(MOST_SERIES)
                .map(entry -> series(entry.getKey(), entry.getValue(), values.get(entry.getKey()), words))
                .toList();
    }

    private Series series(Key key, double[] counts, double @Nullable [] values, SignalWords words) {
        boolean measured = values != null && key.kind().equals("metric");
        double[] points = values != null && measured ? values : counts;
        List<@Nullable Double> shown = new ArrayList<>();
        for (double point : points) {
            shown.add(Double.isNaN(point) ? null : point);
        }
        return new Series(
                words.subject(key.subject()) + " · " + words.respect((key.kind() + " " + key.metric()).strip()),
                shown,
                limits(key, measured ? "highest" : "last5Minutes"));
    }

    /** The numbers that the plan compares this with in five minutes; asked with nothing known besides. */
    private List<Threshold> limits(Key key, String input) {
        Map<String, @Nullable Object> asked = new TreeMap<>();
        asked.put("kind", key.kind());
        asked.put("subject", key.subject());
        asked.put("metric", key.metric().isEmpty() ? null : key.metric());
        return tables.limits(tables.newest(Triggers.TABLE), asked).stream()
                .filter(limit -> limit.input().equals(input) && limit.number() != 0)
                .map(limit ->
                        new Threshold(limit.number(), limit.results().get(1).replaceAll("^\"|\"$", "")))
                .distinct()
                .toList();
    }

    private List<Long> statements(String number) {
        return record
                .newest(
                        number,
                        new RecordSearch.Wanted(java.util.Set.of(ActKind.STATEMENT_PUBLISHED), null),
                        Integer.MAX_VALUE,
                        MOST_STATEMENTS)
                .stream()
                .map(Act::at)
                .map(Instant::getEpochSecond)
                .sorted()
                .toList();
    }

    private static double[] unknown(int steps) {
        double[] none = new double[steps];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private static double sum(double[] counts) {
        return Arrays.stream(counts).sum();
    }
}
