package org.crisisplan.signals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.jspecify.annotations.Nullable;

/** Counts a handful of new signals by what the windows ask for, before they are added to what was counted already. */
class Tally {

    private static final Set<Kind> KNOWN_WHEN_TOLD = Set.of(Kind.ALERT, Kind.ADVISORY, Kind.SILENCE);

    private static final Set<Kind> MEASURED = Set.of(Kind.LOG, Kind.METRIC);

    private final Map<Key, Sum> sums = new HashMap<>();
    private final Map<Reporter, Long> reporters = new HashMap<>();
    private final Set<Look> looks = new TreeSet<>();

    /**
     * What is counted together.
     *
     * @param span minutes: 1 or 60
     * @param slot the number of the span since 1970
     */
    record Key(String subject, int span, long slot, String metric, String kind, String platform, String sentiment) {

        static final Comparator<Key> ORDER = Comparator.comparing(Key::subject)
                .thenComparingInt(Key::span)
                .thenComparingLong(Key::slot)
                .thenComparing(Key::metric)
                .thenComparing(Key::kind)
                .thenComparing(Key::platform)
                .thenComparing(Key::sentiment);
    }

    /** How often, and between which values. */
    record Sum(
            long signals,
            long anonymous,
            double total,
            @Nullable Double highest,
            @Nullable Double lowest,
            long critical,
            long resolved) {

        static final Sum NOTHING = new Sum(0, 0, 0, null, null, 0, 0);

        Sum plus(Sum other) {
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

    /** A subject whose windows have to be looked at that end in this minute. */
    record Look(String subject, long minute) implements Comparable<Look> {

        @Override
        public int compareTo(Look other) {
            int bySubject = subject.compareTo(other.subject);
            return bySubject != 0 ? bySubject : Long.compare(minute, other.minute);
        }
    }

    /** Somebody who tells of a trouble, told apart but not named. */
    record Reporter(String subject, String metric, String hash) {

        static final Comparator<Reporter> ORDER = Comparator.comparing(Reporter::subject)
                .thenComparing(Reporter::metric)
                .thenComparing(Reporter::hash);
    }

    static Tally of(List<Signal> signals, Instant received) {
        Tally tally = new Tally();
        signals.forEach(signal -> tally.add(signal, received));
        return tally;
    }

    private void add(Signal signal, Instant received) {
        long minute = minute(signal, received);
        look(signal, minute, Minutes.of(received));
        Sum one = sum(signal);
        sums.merge(key(signal, 1, minute), one, Sum::plus);
        sums.merge(key(signal, Minutes.HOUR, Minutes.hourOf(minute)), one, Sum::plus);
        if (signal.kind() == Kind.REPORT && signal.author() != null && !signal.resolved()) {
            reporters.merge(
                    new Reporter(signal.subject(), blankIfNone(signal.metric()), Signal.hash(signal.author())),
                    minute,
                    Math::max);
        }
    }

    /**
     * Everything is looked at as it stands now; what was measured a while ago also as it stood then, in each minute whose five
     * minutes it belongs to, or an attack would go unnoticed whose log is read late.
     */
    private void look(Signal signal, long minute, long now) {
        looks.add(new Look(signal.subject(), now));
        if (MEASURED.contains(signal.kind()) && now - minute < Minutes.DAY) {
            for (long then = minute; then < Math.min(minute + Minutes.FIVE, now); then++) {
                looks.add(new Look(signal.subject(), then));
            }
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

    private static Key key(Signal signal, int span, long slot) {
        return new Key(
                signal.subject(),
                span,
                slot,
                blankIfNone(signal.metric()),
                blankIfNone(SignalRows.word(signal.kind())),
                blankIfNone(signal.platform()),
                blankIfNone(SignalRows.word(signal.sentiment())));
    }

    private static String blankIfNone(@Nullable String word) {
        return word == null ? "" : word;
    }

    /** In one order on all nodes, so that two of them that add to the same rows wait for each other and never in a circle. */
    List<Map.Entry<Key, Sum>> sums() {
        List<Map.Entry<Key, Sum>> sorted = new ArrayList<>(sums.entrySet());
        sorted.sort(Map.Entry.comparingByKey(Key.ORDER));
        return sorted;
    }

    List<Map.Entry<Reporter, Long>> reporters() {
        List<Map.Entry<Reporter, Long>> sorted = new ArrayList<>(reporters.entrySet());
        sorted.sort(Map.Entry.comparingByKey(Reporter.ORDER));
        return sorted;
    }

    Set<Look> looks() {
        return looks;
    }

    Set<String> subjects() {
        Set<String> subjects = new TreeSet<>();
        looks.forEach(look -> subjects.add(look.subject()));
        return subjects;
    }
}
