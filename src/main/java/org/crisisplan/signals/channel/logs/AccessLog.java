package org.crisisplan.signals.channel.logs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.channel.logs.LogSettings.LogFile;

/**
 * Tells of each minute of an access log, once it is over: how many requests there were and from how many visitors, how many failed,
 * how long pages took, and how many times the usual that was (R10, R15, R20).
 */
class AccessLog implements LogReading {

    /** Requests are written down when they end, each process of a server in its own time. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final Pattern MEMORY = Pattern.compile("(-?\\d+) (\\d+\\.?\\d*(?:E\\d+)?) (\\d+)");

    private final String source;
    private final LogFile settings;
    private final Clock clock;
    private final TreeMap<Long, AccessMinute> open = new TreeMap<>();
    private final List<Signal> ready = new ArrayList<>();
    private long lastTold = Long.MIN_VALUE;
    private Baseline baseline = Baseline.UNKNOWN;
    private long opened;

    AccessLog(String source, LogFile settings, String memory, Clock clock) {
        this.source = source;
        this.settings = settings;
        this.clock = clock;
        Matcher remembered = MEMORY.matcher(memory);
        if (remembered.matches()) {
            lastTold = Long.parseLong(remembered.group(1));
            baseline = new Baseline(Double.parseDouble(remembered.group(2)), Long.parseLong(remembered.group(3)));
        }
    }

    @Override
    public boolean take(LogLine line) {
        Optional<AccessLine> read = AccessLine.read(line.text());
        if (read.isEmpty() || isOfTheFuture(read.get().minute())) {
            return false;
        }
        take(read.get(), line.begins());
        return true;
    }

    /** Believed, one line with a wrong year would make all others late. */
    private boolean isOfTheFuture(long minute) {
        return end(minute).minus(Duration.ofHours(1)).isAfter(clock.instant());
    }

    private void take(AccessLine request, Place begins) {
        // what comes after its minute was told is known from before a restart, or later than anybody waits
        if (request.minute() > lastTold) {
            open.computeIfAbsent(request.minute(), first -> new AccessMinute(begins, opened++))
                    .add(request);
            while (open.firstKey() < request.minute() - 1) {
                tell();
            }
        }
    }

    @Override
    public List<Signal> ready(boolean isAtEnd) {
        while (isAtEnd && !open.isEmpty() && isOver(open.firstKey())) {
            tell();
        }
        List<Signal> all = List.copyOf(ready);
        ready.clear();
        return all;
    }

    private boolean isOver(long minute) {
        return end(minute).plus(LATE).isBefore(clock.instant());
    }

    private static Instant end(long minute) {
        return Instant.ofEpochSecond((minute + 1) * 60);
    }

    @Override
    public Optional<Place> neededFrom() {
        return open.values().stream()
                .min(Comparator.comparingLong(AccessMinute::order))
                .map(AccessMinute::begins);
    }

    @Override
    public String memory() {
        return lastTold == Long.MIN_VALUE ? "" : lastTold + " " + baseline.usual() + " " + baseline.minutes();
    }

    private void tell() {
        Map.Entry<Long, AccessMinute> first = open.pollFirstEntry();
        if (first == null) {
            return;
        }
        long minute = first.getKey();
        AccessMinute counted = first.getValue();
        long requests = counted.requests();
        figure(
                minute,
                "requests_per_minute",
                requests,
                "%d requests a minute, usually %.0f",
                requests,
                baseline.usual());
        figure(minute, "unique_addresses", counted.visitors(), "%d addresses", counted.visitors());
        if (requests >= settings.leastRequests()) {
            figure(
                    minute,
                    "error_share",
                    counted.errorShare(),
                    "%d of %d requests were answered with an error of the server",
                    counted.errors(),
                    requests);
        }
        if (counted.timed() >= settings.leastRequests()) {
            figure(
                    minute,
                    "page_load_seconds",
                    counted.usualSeconds(),
                    "95 of 100 pages took at most %.3f s, the slowest %.3f s",
                    counted.usualSeconds(),
                    counted.slowestSeconds());
        }
        if (requests >= settings.surgeFrom() && baseline.isKnown()) {
            figure(
                    minute,
                    "request_surge",
                    baseline.timesUsual(requests),
                    "%d requests from %d addresses; usually it is %.0f requests a minute",
                    requests,
                    counted.visitors(),
                    baseline.usual());
        }
        baseline = baseline.learning(requests);
        lastTold = minute;
    }

    private void figure(long minute, String metric, double value, String words, Object... figures) {
        Instant begin = Instant.ofEpochSecond(minute * 60);
        ready.add(new Signal(
                source,
                metric + " " + begin,
                Kind.METRIC,
                settings.subject(),
                metric,
                value,
                String.format(Locale.ROOT, words, figures),
                null,
                null,
                null,
                null,
                null,
                false,
                begin));
    }
}
