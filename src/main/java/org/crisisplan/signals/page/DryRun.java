package org.crisisplan.signals.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.crisisplan.decision.LatestDecisions.Table;
import org.crisisplan.retention.RetentionTable;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.retention.OldSignals;
import org.crisisplan.signals.trigger.Finding;
import org.crisisplan.signals.trigger.SubjectWindows;
import org.crisisplan.signals.trigger.Triggers;
import org.crisisplan.signals.trigger.WindowReader;
import org.crisisplan.signals.window.Minutes;
import org.crisisplan.signals.window.Tally;
import org.crisisplan.signals.window.Tally.Key;
import org.crisisplan.signals.window.Tally.Sum;
import org.crisisplan.signals.window.WindowRepository.Counted;
import org.crisisplan.signals.window.WindowRepository.Window;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What would have triggered in the past week under a changed table: the stored signals are counted and held against it again. */
@Component
class DryRun {

    static final int MOST_SIGNALS = 200_000;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int EVERY_MINUTES = 5;
    private static final int EXACTLY = 1_000;

    private final JdbcClient sql;
    private final WindowReader situations;
    private final Triggers triggers;
    private final RetentionTable retention;
    private final OldSignals oldSignals;
    private final Clock clock;

    DryRun(
            JdbcClient sql,
            WindowReader situations,
            Triggers triggers,
            RetentionTable retention,
            OldSignals oldSignals,
            Clock clock) {
        this.sql = sql;
        this.situations = situations;
        this.triggers = triggers;
        this.retention = retention;
        this.oldSignals = oldSignals;
        this.clock = clock;
    }

    /** A rule that fired, for the first time within a day. */
    record Event(long minute, Finding finding) {}

    /**
     * The past week, ready to be held against tables.
     *
     * @param whole whether all signals of the week are in it, or only the last {@value #MOST_SIGNALS}, or those that are still kept
     */
    record Week(Map<String, Past> subjects, long signals, boolean whole) {}

    /** One subject's past. */
    private static class Past {

        private final NavigableMap<Long, Map<Key, Sum>> counts = new TreeMap<>();
        private final NavigableMap<Long, Map<String, Set<String>>> reporters = new TreeMap<>();

        void add(Signal signal, Instant received) {
            Tally one = Tally.of(List.of(signal), received);
            one.counts()
                    .forEach(count -> counts.computeIfAbsent(count.key().bucket(), minute -> new HashMap<>())
                            .merge(count.key(), count.sum(), Sum::plus));
            one.told()
                    .forEach(told -> reporters
                            .computeIfAbsent(told.minute(), minute -> new HashMap<>())
                            .computeIfAbsent(told.reporter().metric(), metric -> new HashSet<>())
                            .add(told.reporter().hash()));
        }

        /** Where something was counted; in a subject that is spoken of all week, a few minutes taken together. */
        Set<Long> moments() {
            if (counts.size() <= EXACTLY) {
                return counts.keySet();
            }
            Set<Long> moments = new TreeSet<>();
            counts.keySet()
                    .forEach(minute -> moments.add(
                            Math.floorDiv(minute, (long) EVERY_MINUTES) * EVERY_MINUTES + EVERY_MINUTES - 1));
            return moments;
        }

        List<Counted> ending(long minute) {
            List<Counted> counted = new ArrayList<>();
            add(counted, Window.FIVE_MINUTES, minute - Minutes.FIVE, minute);
            add(counted, Window.HOUR, minute - Minutes.HOUR, minute);
            add(counted, Window.DAY, minute - Minutes.DAY, minute);
            add(counted, Window.DAY_BEFORE, minute - 2L * Minutes.DAY, minute - Minutes.DAY);
            return counted;
        }

        private void add(List<Counted> counted, Window window, long after, long until) {
            Map<List<String>, Sum> sums = new HashMap<>();
            counts.subMap(after, false, until, true)
                    .values()
                    .forEach(minute -> minute.forEach((key, sum) -> sums.merge(
                            List.of(key.subject(), key.kind(), key.metric(), key.platform(), key.sentiment()),
                            sum,
                            Sum::plus)));
            sums.forEach((key, sum) ->
                    counted.add(new Counted(window, key.get(0), key.get(1), key.get(2), key.get(3), key.get(4), sum)));
        }

        Map<String, Long> reportersWithin(long minute) {
            Map<String, Set<String>> people = new HashMap<>();
            reporters
                    .subMap(minute - Minutes.DAY, false, minute, true)
                    .values()
                    .forEach(some ->
                            some.forEach((metric, hashes) -> people.computeIfAbsent(metric, first -> new HashSet<>())
                                    .addAll(hashes)));
            Map<String, Long> counts = new HashMap<>();
            people.forEach((metric, hashes) -> counts.put(metric, (long) hashes.size()));
            return counts;
        }
    }

    Week week() {
        Map<String, Past> subjects = new TreeMap<>();
        long[] signals = {0};
        sql.sql("""
                        select source, id, kind, subject, metric, metric_value, author, platform, sentiment, severity, resolved,
                            occurred, received
                        from signal where received > ? order by seq desc limit ?""")
                .params(clock.instant().minus(WEEK).atOffset(ZoneOffset.UTC), MOST_SIGNALS)
                .query(row -> {
                    signals[0]++;
                    Signal signal = signal(row);
                    subjects.computeIfAbsent(signal.subject(), first -> new Past())
                            .add(signal, at(row, "received"));
                });
        boolean isKept = retention
                .keptFor(oldSignals)
                .map(kept -> kept.compareTo(WEEK) >= 0)
                .orElse(true);
        return new Week(subjects, signals[0], isKept && signals[0] < MOST_SIGNALS);
    }

    /** What would have been raised or watched, oldest first; the same rule about the same subject once a day. */
    List<Event> against(Table table, Week week) {
        List<Event> events = new ArrayList<>();
        week.subjects().forEach((subject, past) -> {
            Map<String, Long> last = new HashMap<>();
            for (long minute : past.moments()) {
                SubjectWindows situation =
                        situations.situation(subject, past.ending(minute), past.reportersWithin(minute));
                for (Finding finding : triggers.of(situation, table)) {
                    String rule = finding.action() + finding.clause() + finding.reason();
                    Long before = last.get(rule);
                    if (finding.action() != Finding.Action.NOTHING
                            && (before == null || minute - before >= Minutes.DAY)) {
                        events.add(new Event(minute, finding));
                        last.put(rule, minute);
                    }
                }
            }
        });
        events.sort(Comparator.comparingLong(Event::minute));
        return events;
    }

    private static Signal signal(ResultSet row) throws SQLException {
        double figure = row.getDouble("metric_value");
        return new Signal(
                row.getString("source"),
                row.getString("id"),
                Signal.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("subject"),
                row.getString("metric"),
                row.getObject("metric_value") == null ? null : figure,
                null,
                null,
                row.getString("author"),
                row.getString("platform"),
                word(row.getString("sentiment"), Signal.Sentiment.class),
                word(row.getString("severity"), Signal.Severity.class),
                row.getBoolean("resolved"),
                at(row, "occurred"));
    }

    private static <E extends Enum<E>> @Nullable E word(@Nullable String word, Class<E> type) {
        return word == null ? null : Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
