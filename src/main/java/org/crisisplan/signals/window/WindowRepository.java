package org.crisisplan.signals.window;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.signals.window.Tally.Sum;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Adds up the counts of the windows that end in one minute: minutes at both ends, whole hours in between. What it reads does not
 * grow with the number of signals behind the counts.
 */
@Repository
public class WindowRepository {

    private final NamedParameterJdbcTemplate named;

    WindowRepository(JdbcTemplate jdbc) {
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    /** How far back one looks. */
    public enum Window {
        FIVE_MINUTES,
        HOUR,
        DAY,
        DAY_BEFORE
    }

    /** What was counted of one sort in one window; '' stands for none. */
    public record Counted(
            Window window, String subject, String kind, String metric, String platform, String sentiment, Sum sum) {}

    /** Buckets of one size, both ends included. */
    private record Range(int bucketMinutes, long first, long last) {

        boolean isEmpty() {
            return first > last;
        }
    }

    /**
     * @param minute in which the windows end
     * @param since nothing before this minute is counted
     */
    public List<Counted> ending(long minute, Collection<String> subjects, long since) {
        Map<String, Object> values = new HashMap<>();
        values.put("subjects", EvaluationQueue.padded(subjects));
        List<String> selects = new ArrayList<>();
        add(Window.FIVE_MINUTES, List.of(minutes(minute - Minutes.FIVE + 1, minute, since)), "", selects, values);
        add(Window.HOUR, List.of(minutes(minute - Minutes.HOUR + 1, minute, since)), "", selects, values);
        add(Window.DAY, mixed(Math.max(since, minute - Minutes.DAY + 1), minute), "", selects, values);
        add(
                Window.DAY_BEFORE,
                mixed(Math.max(since, minute - 2L * Minutes.DAY + 1), minute - Minutes.DAY),
                " and kind = 'mention'",
                selects,
                values);
        return named.query(String.join(" union all ", selects), values, WindowRepository::counted);
    }

    private static Range minutes(long first, long last, long since) {
        return new Range(1, Math.max(first, since), last);
    }

    /** Whole hours where there are any, minutes before and after. */
    private static List<Range> mixed(long first, long last) {
        long firstHour = Math.floorDiv(first + Minutes.HOUR - 1, (long) Minutes.HOUR);
        long hourAfter = Math.floorDiv(last + 1, (long) Minutes.HOUR);
        if (firstHour >= hourAfter) {
            return List.of(new Range(1, first, last));
        }
        return List.of(
                new Range(1, first, firstHour * Minutes.HOUR - 1),
                new Range(Minutes.HOUR, firstHour, hourAfter - 1),
                new Range(1, hourAfter * Minutes.HOUR, last));
    }

    private static void add(
            Window window, List<Range> ranges, String also, List<String> selects, Map<String, Object> values) {
        for (Range range : ranges) {
            // also an empty one, so that the statement is always the same
            String name = window.name().toLowerCase(java.util.Locale.ROOT) + selects.size();
            values.put(name + "_minutes", range.bucketMinutes());
            values.put(name + "_first", range.isEmpty() ? 0 : range.first());
            values.put(name + "_last", range.isEmpty() ? -1 : range.last());
            selects.add("""
                    select '%s' as counted_in, subject, kind, metric, platform, sentiment, sum(signals) as signals,
                        sum(anonymous) as anonymous, sum(total) as total, max(highest) as highest, min(lowest) as lowest,
                        sum(critical) as critical, sum(resolved) as resolved
                    from signal_count
                    where subject in (:subjects) and bucket_minutes = :%s_minutes and bucket between :%s_first and :%s_last%s
                    group by subject, kind, metric, platform, sentiment""".formatted(window.name(), name, name, name, also));
        }
    }

    /** How many different people reported something since a minute, by subject and finding. */
    public Map<String, Map<String, Long>> reporters(Collection<String> subjects, long since, long until) {
        Map<String, Map<String, Long>> reporters = new HashMap<>();
        named.query(
                "select subject, metric, count(*) as people from signal_reporter where subject in (:subjects) "
                        + "and last_minute between :since and :until group by subject, metric",
                Map.of("subjects", EvaluationQueue.padded(subjects), "since", since, "until", until),
                row -> {
                    reporters
                            .computeIfAbsent(row.getString("subject"), subject -> new HashMap<>())
                            .put(row.getString("metric"), row.getLong("people"));
                });
        return reporters;
    }

    private static Counted counted(ResultSet row, int i) throws SQLException {
        return new Counted(
                Window.valueOf(row.getString("counted_in")),
                row.getString("subject"),
                row.getString("kind"),
                row.getString("metric"),
                row.getString("platform"),
                row.getString("sentiment"),
                new Sum(
                        row.getLong("signals"),
                        row.getLong("anonymous"),
                        row.getDouble("total"),
                        number(row, "highest"),
                        number(row, "lowest"),
                        row.getLong("critical"),
                        row.getLong("resolved")));
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
