package org.crisisplan.signals.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signals;
import org.springframework.stereotype.Component;

/** Makes a signal of the silence of a source that should speak: nobody would notice the rest (R12). */
@Component
public class SilenceWatch {

    public static final String SOURCE = "crisis-plan";
    private static final String METRIC = "silence";

    private final Map<String, Duration> limits = new TreeMap<>();
    private final SourceRepository sources;
    private final Signals signals;
    private final Clock clock;

    SilenceWatch(SourceSettings settings, PollSchedule polled, SourceRepository sources, Signals signals, Clock clock) {
        this.sources = sources;
        this.signals = signals;
        this.clock = clock;
        settings.sources().forEach((name, source) -> {
            if (source.silentAfter() != null && source.isOpen()) {
                limits.put(name, source.silentAfter());
            }
        });
        limits.putAll(polled.silentAfter());
    }

    public void listen() {
        limits.keySet().forEach(sources::ensure);
        for (SourceRepository.Health health : sources.all()) {
            Duration limit = limits.get(health.name());
            Instant last = health.lastHeard() == null ? health.knownSince() : health.lastHeard();
            if (limit != null && health.silentSince() == null && isOver(last, limit)) {
                // the same silence has the same id, whichever node notices it and however often
                signals.accept(SOURCE, List.of(silence(health.name(), last, limit)));
                sources.silent(health.name(), last);
            }
        }
    }

    private boolean isOver(Instant last, Duration limit) {
        return last.plus(limit).isBefore(clock.instant());
    }

    private Signal silence(String source, Instant last, Duration limit) {
        return new Signal(
                SOURCE,
                "silence-" + source + "-" + last.getEpochSecond(),
                Kind.SILENCE,
                source,
                METRIC,
                (double) Duration.between(last, clock.instant()).toMinutes(),
                "Nothing was heard from '%s' since %s, though it should speak every %s"
                        .formatted(source, last, limit.toString().substring(2).toLowerCase(java.util.Locale.ROOT)),
                null,
                SOURCE,
                null,
                null,
                Signal.Severity.WARNING,
                false,
                clock.instant());
    }
}
