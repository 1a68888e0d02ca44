package org.crisisplan.signals.trigger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.crisisplan.signals.window.Tally.Sum;
import org.crisisplan.signals.window.WindowRepository.Counted;
import org.crisisplan.signals.window.WindowRepository.Window;
import org.jspecify.annotations.Nullable;

/**
 * Everything the windows say about one subject.
 *
 * @param figures in each respect
 * @param loneAnonymousVoices those in which all that people said is one thing that nobody put a name to
 */
public record SubjectWindows(String subject, List<WindowStats> figures, Set<WindowStats> loneAnonymousVoices) {

    /** Figures that a listening tool counted itself; they are of people, and not to be counted again. */
    private static final String NEGATIVE_MENTIONS = "negative_mentions";

    private static final String DISCUSSIONS = "discussions";

    private static final String MENTION = "mention";
    private static final Set<String> MEASURED = Set.of("log", "metric");

    SubjectWindows measuredOnly() {
        return new SubjectWindows(
                subject,
                figures.stream().filter(one -> MEASURED.contains(one.kind())).toList(),
                loneAnonymousVoices);
    }

    /** One voice without a name is kept and watched; to raise a crisis it takes more (R13). What top media print is no such voice. */
    boolean isLoneAnonymousVoice(WindowStats one) {
        return loneAnonymousVoices.contains(one);
    }

    /** In which respect something is counted. */
    private record SeriesKey(
            String kind, String metric, @Nullable String platform) {}

    /** Sums by window. */
    private static class Sums {

        private final Map<Window, Sum> of = new EnumMap<>(Window.class);
        private boolean topMedia;

        void add(Counted counted, boolean isTopMedia) {
            of.merge(counted.window(), counted.sum(), Sum::plus);
            topMedia |= isTopMedia
                    && counted.window() == Window.DAY
                    && counted.sum().signals() > 0;
        }

        Sum in(Window window) {
            return of.getOrDefault(window, Sum.NOTHING);
        }
    }

    /**
     * @param counted of this subject
     * @param reporters how many different people reported, by finding
     * @param users how many use the subject within a day
     */
    static SubjectWindows of(
            String subject,
            List<Counted> counted,
            Map<String, Long> reporters,
            long users,
            Predicate<String> isTopMedia) {
        Map<SeriesKey, Sums> sums = new LinkedHashMap<>();
        Map<String, Double> countedElsewhere = new LinkedHashMap<>();
        double discussionsElsewhere = 0;
        long discussions = 0;
        for (Counted one : counted) {
            boolean today = one.window() == Window.DAY;
            if (one.kind().equals("metric") && one.metric().equals(NEGATIVE_MENTIONS)) {
                if (today && one.sum().highest() != null) {
                    countedElsewhere.merge(one.platform(), one.sum().highest(), Math::max);
                    respect(sums, new SeriesKey(MENTION, "", one.platform()));
                }
            } else if (one.kind().equals("metric") && one.metric().equals(DISCUSSIONS)) {
                if (today && one.sum().highest() != null) {
                    discussionsElsewhere =
                            Math.max(discussionsElsewhere, one.sum().highest());
                }
            } else {
                spread(one, sums, isTopMedia);
                if (today && one.kind().equals(MENTION)) {
                    discussions += one.sum().signals();
                }
            }
        }
        List<WindowStats> figures = new ArrayList<>();
        long allDiscussions = Math.max(discussions, Math.round(discussionsElsewhere));
        Set<WindowStats> lone = new HashSet<>();
        sums.forEach((respect, sum) -> {
            WindowStats one = figures(
                    subject,
                    respect,
                    sum,
                    respect.kind().equals("report") ? reporters.getOrDefault(respect.metric(), 0L) : null,
                    users,
                    Math.round(respect.platform() == null ? 0 : countedElsewhere.getOrDefault(respect.platform(), 0.0)),
                    respect.platform() == null ? sum.topMedia : isTopMedia.test(respect.platform()),
                    allDiscussions);
            figures.add(one);
            Sum day = sum.in(Window.DAY);
            if (one.isOfPeople() && !one.topMedia() && day.signals() == 1 && day.anonymous() == 1) {
                lone.add(one);
            }
        });
        return new SubjectWindows(subject, figures, lone);
    }

    /** Opinion counts on its platform as far as it is negative; a finding counts wherever it was made. */
    private static void spread(Counted one, Map<SeriesKey, Sums> sums, Predicate<String> isTopMedia) {
        boolean isMention = one.kind().equals(MENTION);
        boolean onTopMedia = isMention && isTopMedia.test(one.platform());
        if (isMention && one.sentiment().equals("negative")) {
            respect(sums, new SeriesKey(MENTION, "", one.platform())).add(one, onTopMedia);
        }
        if (!isMention || !one.metric().isEmpty()) {
            respect(sums, new SeriesKey(one.kind(), one.metric(), null)).add(one, onTopMedia);
        }
    }

    private static Sums respect(Map<SeriesKey, Sums> sums, SeriesKey respect) {
        return sums.computeIfAbsent(respect, first -> new Sums());
    }

    private static WindowStats figures(
            String subject,
            SeriesKey respect,
            Sums sums,
            @Nullable Long reporters,
            long users,
            long countedElsewhere,
            boolean topMedia,
            long discussions) {
        Sum five = sums.in(Window.FIVE_MINUTES);
        Sum day = sums.in(Window.DAY);
        return new WindowStats(
                subject,
                respect.kind(),
                respect.metric().isEmpty() ? null : respect.metric(),
                respect.platform() == null || respect.platform().isEmpty() ? null : respect.platform(),
                five.signals(),
                sums.in(Window.HOUR).signals(),
                Math.max(day.signals(), countedElsewhere),
                sums.in(Window.DAY_BEFORE).signals(),
                five.highest(),
                day.highest(),
                sums.in(Window.HOUR).lowest(),
                day.critical(),
                five.resolved(),
                reporters,
                reporters == null ? null : users,
                topMedia,
                Math.max(discussions, countedElsewhere));
    }
}
