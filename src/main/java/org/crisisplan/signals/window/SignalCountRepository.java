package org.crisisplan.signals.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crisisplan.signals.Dialect;
import org.crisisplan.signals.window.Tally.Key;
import org.crisisplan.signals.window.Tally.Reporter;
import org.crisisplan.signals.window.Tally.Sum;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Adds to the counts that the windows are made of, and to who reported. */
@Repository
class SignalCountRepository {

    private static final String ADD_MANY = """
            insert into signal_count (subject, bucket_minutes, bucket, metric, kind, platform, sentiment,
                signals, anonymous, total, highest, lowest, critical, resolved)
            select * from unnest(?::varchar[], ?::int8[], ?::int8[], ?::varchar[], ?::varchar[], ?::varchar[],
                ?::varchar[], ?::int8[], ?::int8[], ?::float8[], ?::float8[], ?::float8[], ?::int8[], ?::int8[])
            on conflict (subject, bucket_minutes, bucket, metric, kind, platform, sentiment) do update set
                signals = signal_count.signals + excluded.signals,
                anonymous = signal_count.anonymous + excluded.anonymous,
                total = signal_count.total + excluded.total,
                highest = greatest(signal_count.highest, excluded.highest),
                lowest = least(signal_count.lowest, excluded.lowest),
                critical = signal_count.critical + excluded.critical,
                resolved = signal_count.resolved + excluded.resolved""";

    private static final String REPORTERS = """
            insert into signal_reporter (subject, metric, reporter, last_minute)
            select * from unnest(?::varchar[], ?::varchar[], ?::varchar[], ?::int8[])
            on conflict (subject, metric, reporter) do update
                set last_minute = greatest(signal_reporter.last_minute, excluded.last_minute)""";

    private static final String ADD_TO_ONE = """
            update signal_count set signals = signals + ?, anonymous = anonymous + ?, total = total + ?,
                highest = case when highest is null or highest < cast(? as double precision)
                    then coalesce(cast(? as double precision), highest) else highest end,
                lowest = case when lowest is null or lowest > cast(? as double precision)
                    then coalesce(cast(? as double precision), lowest) else lowest end,
                critical = critical + ?, resolved = resolved + ?
            where subject = ? and bucket_minutes = ? and bucket = ? and metric = ? and kind = ? and platform = ? and sentiment = ?""";

    private static final String BEGIN_ONE = """
            insert into signal_count (signals, anonymous, total, highest, lowest, critical, resolved,
                subject, bucket_minutes, bucket, metric, kind, platform, sentiment)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;
    private final Dialect dialect;

    SignalCountRepository(JdbcTemplate jdbc, Dialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    /** In one order on all nodes, so that two of them that add to the same rows wait for each other and never in a circle. */
    void add(Map<Key, Sum> sums, Map<Reporter, Long> reporters) {
        List<Map.Entry<Key, Sum>> counts = new ArrayList<>(sums.entrySet());
        counts.sort(Map.Entry.comparingByKey(Key.ORDER));
        List<Map.Entry<Reporter, Long>> people = new ArrayList<>(reporters.entrySet());
        people.sort(Map.Entry.comparingByKey(Reporter.ORDER));
        if (dialect.isPostgres()) {
            addMany(counts);
            reportersMany(people);
        } else {
            addEach(counts);
            reportersEach(people);
        }
    }

    private void addMany(List<Map.Entry<Key, Sum>> sums) {
        jdbc.update(
                ADD_MANY,
                dialect.words(sums, s -> s.getKey().subject()),
                dialect.numbers(sums, s -> (long) s.getKey().bucketMinutes()),
                dialect.numbers(sums, s -> s.getKey().bucket()),
                dialect.words(sums, s -> s.getKey().metric()),
                dialect.words(sums, s -> s.getKey().kind()),
                dialect.words(sums, s -> s.getKey().platform()),
                dialect.words(sums, s -> s.getKey().sentiment()),
                dialect.numbers(sums, s -> s.getValue().signals()),
                dialect.numbers(sums, s -> s.getValue().anonymous()),
                dialect.figures(sums, s -> s.getValue().total()),
                dialect.figures(sums, s -> s.getValue().highest()),
                dialect.figures(sums, s -> s.getValue().lowest()),
                dialect.numbers(sums, s -> s.getValue().critical()),
                dialect.numbers(sums, s -> s.getValue().resolved()));
    }

    private void addEach(List<Map.Entry<Key, Sum>> sums) {
        int[] known = jdbc.batchUpdate(
                ADD_TO_ONE,
                sums.stream()
                        .map(s -> new Object[] {
                            s.getValue().signals(),
                            s.getValue().anonymous(),
                            s.getValue().total(),
                            s.getValue().highest(),
                            s.getValue().highest(),
                            s.getValue().lowest(),
                            s.getValue().lowest(),
                            s.getValue().critical(),
                            s.getValue().resolved(),
                            s.getKey().subject(),
                            s.getKey().bucketMinutes(),
                            s.getKey().bucket(),
                            s.getKey().metric(),
                            s.getKey().kind(),
                            s.getKey().platform(),
                            s.getKey().sentiment()
                        })
                        .toList());
        List<Object[]> begun = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            if (known[i] == 0) {
                Key key = sums.get(i).getKey();
                Sum sum = sums.get(i).getValue();
                begun.add(new Object[] {
                    sum.signals(),
                    sum.anonymous(),
                    sum.total(),
                    sum.highest(),
                    sum.lowest(),
                    sum.critical(),
                    sum.resolved(),
                    key.subject(),
                    key.bucketMinutes(),
                    key.bucket(),
                    key.metric(),
                    key.kind(),
                    key.platform(),
                    key.sentiment()
                });
            }
        }
        if (!begun.isEmpty()) {
            jdbc.batchUpdate(BEGIN_ONE, begun);
        }
    }

    private void reportersMany(List<Map.Entry<Reporter, Long>> reporters) {
        if (!reporters.isEmpty()) {
            jdbc.update(
                    REPORTERS,
                    dialect.words(reporters, r -> r.getKey().subject()),
                    dialect.words(reporters, r -> r.getKey().metric()),
                    dialect.words(reporters, r -> r.getKey().hash()),
                    dialect.numbers(reporters, Map.Entry::getValue));
        }
    }

    private void reportersEach(List<Map.Entry<Reporter, Long>> reporters) {
        for (Map.Entry<Reporter, Long> entry : reporters) {
            Reporter reporter = entry.getKey();
            int known = jdbc.update(
                    "update signal_reporter set last_minute = greatest(last_minute, ?) "
                            + "where subject = ? and metric = ? and reporter = ?",
                    entry.getValue(),
                    reporter.subject(),
                    reporter.metric(),
                    reporter.hash());
            if (known == 0) {
                jdbc.update(
                        "insert into signal_reporter (subject, metric, reporter, last_minute) values (?, ?, ?, ?)",
                        reporter.subject(),
                        reporter.metric(),
                        reporter.hash(),
                        entry.getValue());
            }
        }
    }
}
