package org.crisisplan.audit.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Crisis.Outcome;
import org.crisisplan.crisis.CrisisHistories.History;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What can be counted of the crises that were opened in a time. Computed from what was kept of each as it happened: grades, milestones,
 * promises, facts and the acts of its record.
 *
 * @param counts how many, by what became of them (level-1, level-2, level-3, ungraded, false-alarm, cancelled) and by kind (technical,
 *     content, both, none)
 * @param times how long it took until they were acknowledged, until the first word and until the recovery (acknowledge, first-word,
 *     recover), for all and for each level
 * @param promises what became of the promises, by their name in the table of deadlines
 * @param reviews how many were reviewed within a week of their end, of those whose week is over or that are reviewed
 * @param items how many improvements are done, of those agreed on
 * @param loss all that finance confirmed, in yuan
 * @param lossKnown of how many crises
 */
public record Figures(
        int total,
        Map<String, Map<String, Integer>> counts,
        Map<String, Map<String, Spread>> times,
        Map<String, Promised> promises,
        Share reviews,
        Share items,
        BigDecimal loss,
        int lossKnown) {

    static final List<String> ROWS = List.of("level-1", "level-2", "level-3", "ungraded", "false-alarm", "cancelled");
    static final List<String> KINDS = List.of("technical", "content", "both", "none");
    static final List<String> TIMES = List.of("acknowledge", "first-word", "recover");
    static final List<String> GROUPS = List.of("all", "level-1", "level-2", "level-3");

    private static final Duration A_WEEK = Duration.ofDays(7);

    /**
     * What became of the promises of one kind.
     *
     * @param kept met in time
     * @param late met after they were due
     * @param missed due, and not met when another took their place or the crisis was over
     * @param overdue due, and still not met
     * @param running not due yet
     */
    public record Promised(int kept, int late, int missed, int overdue, int running) {

        /** Those kept in time, of those of which it is decided. */
        public Share share() {
            return new Share(kept, kept + late + missed + overdue);
        }

        private Promised and(Crisis.Deadline promise, Instant now) {
            if (promise.outcome() == Outcome.MET) {
                return new Promised(kept + 1, late, missed, overdue, running);
            }
            if (promise.outcome() == Outcome.LATE) {
                return new Promised(kept, late + 1, missed, overdue, running);
            }
            if (promise.outcome() == Outcome.MISSED) {
                return new Promised(kept, late, missed + 1, overdue, running);
            }
            if (promise.isRunning() && promise.due().isBefore(now)) {
                return new Promised(kept, late, missed, overdue + 1, running);
            }
            return promise.isRunning() ? new Promised(kept, late, missed, overdue, running + 1) : this;
        }

        private boolean isNothing() {
            return kept + late + missed + overdue + running == 0;
        }
    }

    /** @param now what is due before it and not met is overdue */
    static Figures of(List<History> crises, Instant now) {
        return new Figures(
                crises.size(),
                counts(crises),
                times(crises),
                promises(crises, now),
                reviews(crises, now),
                new Share(
                        crises.stream().mapToInt(History::done).sum(),
                        crises.stream().mapToInt(History::agreed).sum()),
                crises.stream()
                        .map(History::loss)
                        .filter(loss -> loss != null)
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                (int) crises.stream().filter(one -> one.loss() != null).count());
    }

    private static Map<String, Map<String, Integer>> counts(List<History> crises) {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        ROWS.forEach(row -> {
            Map<String, Integer> kinds = new LinkedHashMap<>();
            KINDS.forEach(kind -> kinds.put(kind, 0));
            counts.put(row, kinds);
        });
        crises.forEach(
                one -> counts.getOrDefault(row(one), new LinkedHashMap<>()).merge(kind(one.kinds()), 1, Integer::sum));
        return counts;
    }

    static String row(History one) {
        if (one.phase() == Phase.FALSE_ALARM) {
            return "false-alarm";
        }
        if (one.worst() != null) {
            return "level-" + one.worst();
        }
        return one.phase() == Phase.CANCELLED ? "cancelled" : "ungraded";
    }

    private static String kind(Set<Kind> kinds) {
        if (kinds.size() > 1) {
            return "both";
        }
        if (kinds.isEmpty()) {
            return "none";
        }
        return kinds.contains(Kind.TECHNICAL) ? "technical" : "content";
    }

    private static Map<String, Map<String, Spread>> times(List<History> crises) {
        Map<String, String> until = Map.of(
                "acknowledge",
                Milestones.VERIFIED,
                "first-word",
                Milestones.FIRST_WORD,
                "recover",
                Milestones.RECOVERED);
        Map<String, Map<String, Spread>> times = new LinkedHashMap<>();
        TIMES.forEach(time -> {
            Map<String, Spread> groups = new LinkedHashMap<>();
            GROUPS.forEach(group -> groups.put(
                    group,
                    took(crises, one -> group.equals("all") || row(one).equals(group), until.getOrDefault(time, ""))));
            times.put(time, groups);
        });
        return times;
    }

    private static Spread took(List<History> crises, Predicate<History> of, String milestone) {
        List<Duration> times = new ArrayList<>();
        crises.stream().filter(of).forEach(one -> {
            @Nullable Instant reached = one.milestones().get(milestone);
            if (reached != null) {
                times.add(Duration.between(one.openedAt(), reached));
            }
        });
        return Spread.of(times);
    }

    private static Map<String, Promised> promises(List<History> crises, Instant now) {
        Map<String, Promised> promises = new TreeMap<>(Comparator.naturalOrder());
        crises.forEach(one -> one.promises().forEach(promise -> {
            Promised so = promises.getOrDefault(promise.what(), new Promised(0, 0, 0, 0, 0));
            promises.put(promise.what(), so.and(promise, now));
        }));
        promises.values().removeIf(Promised::isNothing);
        return promises;
    }

    private static Share reviews(List<History> crises, Instant now) {
        int whole = 0;
        int part = 0;
        for (History one : crises) {
            @Nullable Instant ended = one.milestones().get(Milestones.ENDED);
            @Nullable Instant reviewed = one.milestones().get(Milestones.REVIEWED);
            if (ended != null && (reviewed != null || !now.isBefore(ended.plus(A_WEEK)))) {
                whole++;
                part += reviewed != null && !reviewed.isAfter(ended.plus(A_WEEK)) ? 1 : 0;
            }
        }
        return new Share(part, whole);
    }

    int of(String row) {
        return counts.getOrDefault(row, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    Share falseAlarms() {
        return new Share(of("false-alarm"), total);
    }
}
