package org.crisisplan.signals.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisSubjects;
import org.crisisplan.signals.window.Minutes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How much is said in public about what a crisis is about, and how it is meant (R37, R90): counted from the signals of the sources that
 * the plan watches, hour by hour.
 */
@Component
class PublicVolume {

    /** In the order of the chart; what no source has judged comes last. */
    static final List<String> SENTIMENTS = List.of("negative", "neutral", "positive", "");

    private static final String NEGATIVE = "negative";
    private static final String MENTION = "mention";
    private static final String KEY_BUSINESS = "keyBusiness";
    private static final Duration BEFORE = Duration.ofHours(48);
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final int MOST_PLATFORMS = 20;

    private final JdbcClient sql;
    private final Crises crises;
    private final ObjectProvider<CrisisSubjects> subjects;
    private final Clock clock;

    PublicVolume(JdbcClient sql, Crises crises, ObjectProvider<CrisisSubjects> subjects, Clock clock) {
        this.sql = sql;
        this.crises = crises;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * The figures of one crisis at one moment.
     *
     * @param subjects what the counted signals are about; nothing is counted if there are none
     * @param mentions all that was said within 24 hours
     * @param negative of those, what is meant badly
     * @param negativeBefore the same in the 24 hours before those
     */
    record Figures(
            Set<String> subjects,
            long mentions,
            long mentionsBefore,
            long negative,
            long negativeBefore,
            List<Platform> platforms) {

        public boolean isAnything() {
            return !subjects.isEmpty();
        }

        public int negativePercent() {
            return percent(negative, mentions);
        }
    }

    /** What was said on one platform within 24 hours. @param name empty where the source does not say */
    record Platform(String name, long mentions, long negative) {

        public int negativePercent() {
            return percent(negative, mentions);
        }
    }

    /** Hour by hour. @param hours when each began, in seconds since 1970 @param counts by sentiment */
    record Series(List<Long> hours, Map<String, List<Long>> counts) {}

    private static int percent(long some, long all) {
        return all == 0 ? 0 : Math.toIntExact(Math.round(100.0 * some / all));
    }

    Figures figures(Crisis crisis) {
        Set<String> about = about(crisis);
        if (about.isEmpty()) {
            return new Figures(about, 0, 0, 0, 0, List.of());
        }
        long now = Minutes.of(until(crisis));
        Map<String, long[]> platforms = new HashMap<>();
        long[] sums = new long[4];
        sql.sql("""
                        select platform, sentiment, sum(case when bucket > :dayAgo then signals else 0 end) as late,
                            sum(case when bucket > :dayAgo then 0 else signals end) as early
                        from signal_count where bucket_minutes = 1 and kind = :kind and bucket > :twoDaysAgo and bucket <= :now
                            and subject in (:subjects)
                        group by platform, sentiment""")
                .param("dayAgo", now - Minutes.DAY)
                .param("twoDaysAgo", now - 2L * Minutes.DAY)
                .param("now", now)
                .param("kind", MENTION)
                .param("subjects", about)
                .query(row -> {
                    boolean negative = NEGATIVE.equals(row.getString("sentiment"));
                    long late = row.getLong("late");
                    long early = row.getLong("early");
                    sums[0] += late;
                    sums[1] += early;
                    sums[2] += negative ? late : 0;
                    sums[3] += negative ? early : 0;
                    if (late > 0) {
                        long[] counts = platforms.computeIfAbsent(row.getString("platform"), first -> new long[2]);
                        counts[0] += late;
                        counts[1] += negative ? late : 0;
                    }
                });
        return new Figures(
                about,
                sums[0],
                sums[1],
                sums[2],
                sums[3],
                platforms.entrySet().stream()
                        .map(one -> new Platform(one.getKey(), one.getValue()[0], one.getValue()[1]))
                        .sorted(Comparator.comparingLong(Platform::mentions)
                                .reversed()
                                .thenComparing(Platform::name))
                        .limit(MOST_PLATFORMS)
                        .toList());
    }

    /** From two days before the crisis was reported, so that what is usual is seen too. */
    Series series(Crisis crisis) {
        Set<String> about = about(crisis);
        Instant until = until(crisis);
        Instant since = later(crisis.openedAt().minus(BEFORE), until.minus(LONGEST));
        long firstHour = Minutes.hourOf(Minutes.of(since));
        int hours = Math.toIntExact(Minutes.hourOf(Minutes.of(until)) - firstHour + 1);
        Map<String, long[]> counts = new LinkedHashMap<>();
        SENTIMENTS.forEach(sentiment -> counts.put(sentiment, new long[hours]));
        if (!about.isEmpty()) {
            sql.sql("""
                            select bucket, sentiment, sum(signals) as signals from signal_count
                            where bucket_minutes = 60 and kind = :kind and bucket >= :first and bucket < :after and subject in (:subjects)
                            group by bucket, sentiment""")
                    .param("kind", MENTION)
                    .param("first", firstHour)
                    .param("after", firstHour + hours)
                    .param("subjects", about)
                    .query(row -> {
                        int hour = Math.toIntExact(row.getLong("bucket") - firstHour);
                        String said = row.getString("sentiment");
                        counts.computeIfAbsent(SENTIMENTS.contains(said) ? said : "", first -> new long[hours])[hour] +=
                                row.getLong("signals");
                    });
        }
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < hours; i++) {
            times.add(Minutes.begin((firstHour + i) * Minutes.HOUR).getEpochSecond());
        }
        Map<String, List<Long>> series = new LinkedHashMap<>();
        counts.forEach((sentiment, points) ->
                series.put(sentiment, Arrays.stream(points).boxed().toList()));
        return new Series(times, series);
    }

    /** What signals say the crisis is about; of a crisis that people reported, the business that they named. */
    private Set<String> about(Crisis crisis) {
        Set<String> about = new TreeSet<>();
        subjects.orderedStream().forEach(known -> about.addAll(known.of(crisis.number())));
        if (about.isEmpty()) {
            Crisis.Fact business = crises.factsOf(crisis.number()).get(KEY_BUSINESS);
            if (business != null && business.value() instanceof String name && !name.equals("none")) {
                about.add(name);
            }
        }
        return about;
    }

    private Instant until(Crisis crisis) {
        return crisis.closedAt() == null ? clock.instant() : crisis.closedAt();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
