package org.crisisplan.signals.window;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.jspecify.annotations.Nullable;

/** Counts a handful of new signals by what the windows ask for, minute by minute. */
public class Tally {

    private static final Set<Kind> KNOWN_WHEN_TOLD = Set.of(Kind.ALERT, Kind.ADVISORY, Kind.SILENCE);

    private final Map<Key, Sum> sums = new HashMap<>();
    private final Map<Reporter, Long> reporters = new HashMap<>();

    /**
     * What is counted together; '' stands for none.
     *
     * @param bucketMinutes how many minutes are counted together: 1 or 60
     * @param bucket the number of the bucket since 1970
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Key(
            String subject,
            int bucketMinutes,
            long bucket,
            String metric,
            String kind,
            String platform,
            String sentiment) {

        static final Comparator<Key> ORDER = Comparator.comparing(Key::subject)
                .thenComparingInt(Key::bucketMinutes)
                .thenComparingLong(Key::bucket)
                .thenComparing(Key::metric)
                .thenComparing(Key::kind)
                .thenComparing(Key::platform)
                .thenComparing(Key::sentiment);

        /** The same in the hour of this minute. */
        Key hour() {
            return new Key(subject, Minutes.HOUR, Minutes.hourOf(bucket), metric, kind, platform, sentiment);
        }
    }

    /** How often, and between which values. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Sum(
            long signals,
            long anonymous,
            double total,
            @Nullable Double highest,
            @Nullable Double lowest,
            long critical,
            long resolved) {

        public static final Sum NOTHING = new Sum(0, 0, 0, null, null, 0, 0);

        public Sum plus(Sum other) {
            return new Sum(
                    signals + other.signals,
                    anonymous + other.anonymous,
                    total + other.total,
                    further(highest, other.highest, true),
                    further(lowest, other.lowest, false),
                    critical + other.critical,
                    resolved + other.resolved);
        }

        private static @Nullable Double further(@Nullable Double one, @Nullable Double other, boolean up) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return up ? Math.max(one, other) : Math.min(one, other);
        }
    }

    /** How often one sort of signal came in. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Count(Key key, Sum sum) {}

    /** Somebody who tells of a trouble, told apart but not named. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Reporter(String subject, String metric, String hash) {

        static final Comparator<Reporter> ORDER = Comparator.comparing(Reporter::subject)
                .thenComparing(Reporter::metric)
                .thenComparing(Reporter::hash);
    }

    /** In which minute somebody told of it last. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Told(Reporter reporter, long minute) {}

    /** All of it, to be written down. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Contents(List<Count> counts, List<Told> told) {}

    public static Tally of(List<Signal> signals, Instant received) {
        Tally tally = new Tally();
        signals.forEach(signal -> tally.add(signal, received));
        return tally;
    }

    private void add(Signal signal, Instant received) {
        long minute = minute(signal, received);
        sums.merge(key(signal, minute), sum(signal), Sum::plus);
        if (signal.kind() == Kind.REPORT && signal.author() != null && !signal.resolved()) {
            reporters.merge(
                    new Reporter(signal.subject(), blankIfNone(signal.metric()), Signal.hash(signal.author())),
                    minute,
                    Math::max);
        }
    }

    /** An alert or an advisory counts from when we know it; what people said or was measured, when it happened. */
    private static long minute(Signal signal, Instant received) {
        boolean now =
                KNOWN_WHEN_TOLD.contains(signal.kind()) || signal.occurred().isAfter(received);
        return Minutes.of(now ? received : signal.occurred());
    }

    private static Sum sum(Signal signal) {
        if (signal.resolved()) {
            return new Sum(0, 0, 0, null, null, 0, 1);
        }
        return new Sum(
                1,
                signal.author() == null ? 1 : 0,
                signal.value() == null ? 0 : signal.value(),
                signal.value(),
                signal.value(),
                signal.severity() == Severity.CRITICAL ? 1 : 0,
                0);
    }

    private static Key key(Signal signal, long minute) {
        return new Key(
                signal.subject(),
                1,
                minute,
                blankIfNone(signal.metric()),
                blankIfNone(Signal.word(signal.kind())),
                blankIfNone(signal.platform()),
                blankIfNone(Signal.word(signal.sentiment())));
    }

    private static String blankIfNone(@Nullable String word) {
        return word == null ? "" : word;
    }

    public List<Count> counts() {
        return sums.entrySet().stream()
                .map(sum -> new Count(sum.getKey(), sum.getValue()))
                .toList();
    }

    public List<Told> told() {
        return reporters.entrySet().stream()
                .map(one -> new Told(one.getKey(), one.getValue()))
                .toList();
    }

    Contents contents() {
        return new Contents(counts(), told());
    }

    public boolean isEmpty() {
        return sums.isEmpty();
    }
}
