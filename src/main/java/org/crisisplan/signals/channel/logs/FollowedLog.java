package org.crisisplan.signals.channel.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.channel.logs.LogSettings.Form;
import org.crisisplan.signals.channel.logs.LogSettings.LogFile;
import org.crisisplan.signals.channel.logs.LogTail.Progress;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.SourceRepository;
import org.crisisplan.signals.source.SourceState;
import org.jspecify.annotations.Nullable;

/**
 * One log that is followed. What was counted of a minute that is not over is in memory only; the place that is kept is where this
 * minute begins, so that after a restart, or on another node, its lines are read and counted again and nothing is missing or twice.
 */
class FollowedLog implements PolledSource {

    /** Some robot or other comes by within this time; a log that stands still is not written any more. */
    private static final Duration A_SITE_IS_VISITED = Duration.ofHours(1);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** Well before another node may take over. */
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    private final String name;
    private final LogFile log;
    private final Duration every;
    private final Supplier<LogTail> newTail;
    private final Function<String, LogReading> newReading;
    private final Signals signals;
    private final SourceState state;
    private final SourceRepository sources;
    private @Nullable Following following;

    FollowedLog(
            String name,
            LogFile log,
            Duration every,
            Supplier<LogTail> newTail,
            Function<String, LogReading> newReading,
            Signals signals,
            SourceState state,
            SourceRepository sources) {
        this.name = name;
        this.log = log;
        this.every = every;
        this.newTail = newTail;
        this.newReading = newReading;
        this.signals = signals;
        this.state = state;
        this.sources = sources;
    }

    /** What is kept. */
    record Kept(Place place, String memory) {}

    /** Where this node is, as long as nobody else went on in between. */
    private record Following(String kept, Place place, LogTail tail, LogReading reading) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration every() {
        return every;
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public @Nullable Duration silentAfter() {
        if (log.silentAfter() == null && log.form() == Form.ACCESS) {
            return A_SITE_IS_VISITED;
        }
        return log.silentAfter();
    }

    @Override
    public boolean poll() throws IOException {
        try {
            return follow();
        } catch (FileSystemException unreadable) {
            throw new IOException(
                    "The log '%s' cannot be read: %s".formatted(log.path(), reason(unreadable)), unreadable);
        }
    }

    private boolean follow() throws IOException {
        Following now = followed();
        long began = System.nanoTime();
        boolean grew = false;
        boolean goesOn = true;
        while (goesOn) {
            // whatever fails from here on is read again from the place that was kept
            following = null;
            var lines = new Lines(now.reading());
            Progress progress = now.tail().read(now.place(), lines::take);
            accept(now.reading().ready(progress.atEnd()));
            now = keep(now, progress.next());
            following = now;
            grew |= progress.bytes() > 0;
            tell(progress, lines);
            goesOn = !progress.atEnd() && System.nanoTime() - began < ENOUGH.toNanos();
        }
        return grew;
    }

    /** Counts what was not understood. */
    private static class Lines {

        private final LogReading reading;
        private int unreadable;
        private long firstAt;

        Lines(LogReading reading) {
            this.reading = reading;
        }

        void take(LogLine line) {
            if (!reading.take(line) && unreadable++ == 0) {
                firstAt = line.begins().offset();
            }
        }
    }

    private Following followed() throws IOException {
        String kept = state.of(name).orElse(null);
        if (following != null && following.kept().equals(kept)) {
            return following;
        }
        LogTail tail = newTail.get();
        if (kept == null) {
            return keep(new Following("", tail.first(log.fromStart()), tail, newReading.apply("")), null);
        }
        Kept place = JSON.readValue(kept, Kept.class);
        return new Following(kept, place.place(), tail, newReading.apply(place.memory()));
    }

    private static String reason(FileSystemException fault) {
        return fault.getReason() == null ? fault.getClass().getSimpleName() : fault.getReason();
    }

    private void accept(List<Signal> all) {
        for (int i = 0; i < all.size(); i += Signals.MOST) {
            signals.accept(name, all.subList(i, Math.min(all.size(), i + Signals.MOST)));
        }
    }

    private Following keep(Following now, @Nullable Place next) throws JsonProcessingException {
        Place place = next == null ? now.place() : next;
        String kept = JSON.writeValueAsString(
                new Kept(now.reading().neededFrom().orElse(place), now.reading().memory()));
        if (!kept.equals(now.kept())) {
            state.keep(name, kept);
        }
        return new Following(kept, place, now.tail(), now.reading());
    }

    /** Without a word of what stands in the lines: they are of strangers. */
    private void tell(Progress progress, Lines lines) {
        if (progress.lost()) {
            sources.failed(
                    name,
                    "The log '%s' was truncated or put aside where it is not found again; what was added to it since the last look may be missing"
                            .formatted(log.path()));
        }
        if (lines.unreadable > 0) {
            sources.failed(
                    name,
                    "%d lines of '%s' are not in the form '%s', the first one at byte %d"
                            .formatted(
                                    lines.unreadable,
                                    log.path(),
                                    log.form().name().toLowerCase(Locale.ROOT),
                                    lines.firstAt));
        }
        if (progress.tooLong() > 0) {
            sources.failed(
                    name,
                    "%d lines of '%s' are longer than %d bytes"
                            .formatted(progress.tooLong(), log.path(), LogSources.LONGEST_LINE));
        }
    }
}
