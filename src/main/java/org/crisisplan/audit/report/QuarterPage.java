package org.crisisplan.audit.report;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.audit.report.Figures.Promised;
import org.crisisplan.contact.check.Reachability;
import org.crisisplan.crisis.CrisisHistories;
import org.crisisplan.department.Group;
import org.crisisplan.improvement.ImprovementItems;
import org.crisisplan.improvement.TrainingRecords;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** {@code /audit/report}: what all crises of a quarter, or of a year to date, come to, beside the time before; as a page, CSV and JSON. */
@Controller
class QuarterPage {

    private static final double HUNDRED = 100;

    private final CrisisHistories histories;
    private final ImprovementItems improvements;
    private final TrainingRecords trainings;
    private final TimeFormatter moments;
    private final MessageSource messages;
    private final Clock clock;
    private final Reachability reachability;

    QuarterPage(
            CrisisHistories histories,
            ImprovementItems improvements,
            TrainingRecords trainings,
            TimeFormatter moments,
            MessageSource messages,
            Clock clock,
            Reachability reachability) {
        this.histories = histories;
        this.improvements = improvements;
        this.trainings = trainings;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
        this.reachability = reachability;
    }

    /** A time and the one before, each with its figures. */
    private record Both(Period period, Figures now, Figures before) {}

    /** A line of the table beside a chart. */
    record Line(String label, List<String> cells) {}

    /** A chart with the table of its numbers. */
    record Shown(BarChart chart, List<Line> lines) {}

    @GetMapping("/audit/report")
    String show(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String span,
            Locale language,
            Model model) {
        var question = new Question(clock);
        Both both = both(period(question, from, span));
        Period period = both.period();
        Figures now = both.now();
        Figures before = both.before();
        model.addAttribute(
                "wrong",
                question.wrong().stream()
                        .map(wrong -> wrong.sentence(messages, language))
                        .toList());
        model.addAttribute("period", period);
        model.addAttribute("compared", period.before());
        model.addAttribute("next", isAhead(period.after()) ? null : period.after());
        model.addAttribute("over", period.isOver(clock));
        model.addAttribute("today", today());
        model.addAttribute("now", now);
        model.addAttribute("before", before);
        model.addAttribute("kinds", kindsShown(now, before));
        model.addAttribute("counts", counts(now, before, language));
        model.addAttribute("falseAlarms", shares(now.falseAlarms(), before.falseAlarms(), language));
        model.addAttribute(
                "times",
                Figures.TIMES.stream()
                        .collect(
                                LinkedHashMap::new,
                                (map, time) -> map.put(time, times(now, before, time, language)),
                                Map::putAll));
        model.addAttribute("promises", promises(now, before, language));
        model.addAttribute("reviews", shares(now.reviews(), before.reviews(), language));
        model.addAttribute("items", shares(now.items(), before.items(), language));
        model.addAttribute("contacts", contactsShown(language));
        model.addAttribute("overdue", List.of(overdue(period), overdue(period.before())));
        model.addAttribute("expired", List.of(expired(period), expired(period.before())));
        model.addAttribute("zone", moments.zone());
        return "audit/report";
    }

    private int overdue(Period period) {
        return improvements.overdueAt(period.last().plusDays(1));
    }

    private int expired(Period period) {
        return trainings.expiredAt(period.last().plusDays(1));
    }

    private Period period(Question question, String from, String span) {
        @Nullable LocalDate asked = question.day("from", from);
        LocalDate day = asked == null ? today() : asked;
        @Nullable String wanted = question.word("span", span, new String[] {Period.QUARTER, Period.YEAR}, word -> word);
        return Period.YEAR.equals(wanted) ? Period.yearOf(day, today()) : Period.quarterOf(day);
    }

    private Both both(Period period) {
        return new Both(period, figures(period), figures(period.before()));
    }

    private Figures figures(Period period) {
        return Figures.of(
                histories.opened(period.begin(clock.getZone()), period.end(clock.getZone())), clock.instant());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    private boolean isAhead(Period period) {
        return period.first().isAfter(today());
    }

    private static List<String> kindsShown(Figures now, Figures before) {
        return Figures.KINDS.stream()
                .filter(kind -> !kind.equals("none") || ofKind(now, kind) + ofKind(before, kind) > 0)
                .toList();
    }

    private static int ofKind(Figures figures, String kind) {
        return figures.counts().values().stream()
                .mapToInt(kinds -> kinds.getOrDefault(kind, 0))
                .sum();
    }

    private Shown counts(Figures now, Figures before, Locale language) {
        List<String> kinds = kindsShown(now, before);
        List<BarChart.Row> rows = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (String row : Figures.ROWS) {
            String label = said("audit.report.row." + row, language);
            rows.add(new BarChart.Row(
                    label,
                    List.of(
                            new BarChart.Value((double) now.of(row), "now", String.valueOf(now.of(row))),
                            new BarChart.Value((double) before.of(row), "before", String.valueOf(before.of(row))))));
            List<String> cells = new ArrayList<>(kinds.stream()
                    .map(kind -> String.valueOf(
                            now.counts().getOrDefault(row, Map.of()).getOrDefault(kind, 0)))
                    .toList());
            cells.add(String.valueOf(now.of(row)));
            cells.add(String.valueOf(before.of(row)));
            lines.add(new Line(label, cells));
        }
        List<String> sums = new ArrayList<>(
                kinds.stream().map(kind -> String.valueOf(ofKind(now, kind))).toList());
        sums.add(String.valueOf(now.total()));
        sums.add(String.valueOf(before.total()));
        lines.add(new Line(said("audit.report.all", language), sums));
        return new Shown(BarChart.of(rows, 0), lines);
    }

    private Shown times(Figures now, Figures before, String time, Locale language) {
        List<BarChart.Row> rows = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (String group : Figures.GROUPS) {
            Spread here = spread(now, time, group);
            Spread there = spread(before, time, group);
            String label = said("audit.report.group." + group, language);
            rows.add(new BarChart.Row(
                    label,
                    List.of(
                            bar(here.median(), "now", language),
                            bar(here.p90(), "worst", language),
                            bar(there.median(), "before", language))));
            lines.add(new Line(
                    label,
                    List.of(
                            String.valueOf(here.count()),
                            span(here.median(), language),
                            span(here.p90(), language),
                            String.valueOf(there.count()),
                            span(there.median(), language),
                            span(there.p90(), language))));
        }
        return new Shown(BarChart.of(rows, 0), lines);
    }

    private BarChart.Value bar(@Nullable Duration time, String style, Locale language) {
        return new BarChart.Value(time == null ? null : (double) time.toSeconds(), style, span(time, language));
    }

    private static Spread spread(Figures figures, String time, String group) {
        return figures.times().getOrDefault(time, Map.of()).getOrDefault(group, Spread.NONE);
    }

    private Shown promises(Figures now, Figures before, Locale language) {
        Set<String> names = new TreeSet<>(now.promises().keySet());
        names.addAll(before.promises().keySet());
        List<BarChart.Row> rows = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (String name : names) {
            Promised here = now.promises().getOrDefault(name, new Promised(0, 0, 0, 0, 0));
            Promised there = before.promises().getOrDefault(name, new Promised(0, 0, 0, 0, 0));
            String label = messages.getMessage("board.deadline." + name, null, name, language);
            rows.add(new BarChart.Row(
                    String.valueOf(label),
                    List.of(bar(here.share(), "now", language), bar(there.share(), "before", language))));
            lines.add(new Line(
                    String.valueOf(label),
                    List.of(
                            percent(here.share(), language),
                            String.valueOf(here.kept()),
                            String.valueOf(here.late()),
                            String.valueOf(here.missed()),
                            String.valueOf(here.overdue()),
                            String.valueOf(here.running()),
                            percent(there.share(), language))));
        }
        return new Shown(BarChart.of(rows, HUNDRED), lines);
    }

    private BarChart.Value bar(Share share, String style, Locale language) {
        return new BarChart.Value(share.percent(), style, percent(share, language));
    }

    private List<String> shares(Share now, Share before, Locale language) {
        return List.of(said(now, language), said(before, language));
    }

    private String said(Share share, Locale language) {
        return share.whole() == 0
                ? said("audit.report.nothing", language)
                : messages.getMessage(
                        "audit.report.share",
                        new Object[] {percent(share, language), share.part(), share.whole()},
                        language);
    }

    private String percent(Share share, Locale language) {
        @Nullable Double percent = share.percent();
        return percent == null
                ? said("audit.report.nothing", language)
                : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    private String span(@Nullable Duration time, Locale language) {
        return time == null ? said("audit.report.nothing", language) : moments.span(time, language);
    }

    private String said(String key, Locale language) {
        return messages.getMessage(key, null, language);
    }

    @GetMapping("/audit/report.csv")
    ResponseEntity<byte[]> csv(
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String span) {
        Both both = asked(from, span);
        var file = new CsvRows(
                "figure",
                "group",
                "measure",
                both.period().name(),
                both.period().before().name());
        Figures now = both.now();
        Figures before = both.before();
        now.counts()
                .forEach((row, kinds) -> kinds.forEach((kind, count) -> file.row(
                        "crises",
                        row,
                        kind,
                        count,
                        before.counts().getOrDefault(row, Map.of()).getOrDefault(kind, 0))));
        file.row("crises", "all", "all", now.total(), before.total());
        file.row(
                "false alarms",
                "all",
                "percent",
                now.falseAlarms().percent(),
                before.falseAlarms().percent());
        now.times()
                .forEach((time, groups) -> groups.forEach((group, spread) -> {
                    Spread then = spread(before, time, group);
                    file.row("time to " + time, group, "count", spread.count(), then.count());
                    file.row(
                            "time to " + time,
                            group,
                            "median seconds",
                            seconds(spread.median()),
                            seconds(then.median()));
                    file.row(
                            "time to " + time,
                            group,
                            "90th percentile seconds",
                            seconds(spread.p90()),
                            seconds(then.p90()));
                }));
        Set<String> names = new TreeSet<>(now.promises().keySet());
        names.addAll(before.promises().keySet());
        names.forEach(name -> {
            Promised here = now.promises().getOrDefault(name, new Promised(0, 0, 0, 0, 0));
            Promised there = before.promises().getOrDefault(name, new Promised(0, 0, 0, 0, 0));
            file.row(
                    "promise",
                    name,
                    "kept percent",
                    here.share().percent(),
                    there.share().percent());
            file.row("promise", name, "kept", here.kept(), there.kept());
            file.row("promise", name, "late", here.late(), there.late());
            file.row("promise", name, "missed", here.missed(), there.missed());
            file.row("promise", name, "overdue", here.overdue(), there.overdue());
            file.row("promise", name, "running", here.running(), there.running());
        });
        rows(file, "reviews within a week", now.reviews(), before.reviews());
        rows(file, "improvements done", now.items(), before.items());
        file.row(
                "improvements overdue",
                "all",
                "items",
                overdue(both.period()),
                overdue(both.period().before()));
        file.row(
                "trainings expired",
                "all",
                "records",
                expired(both.period()),
                expired(both.period().before()));
        file.row("confirmed loss", "all", "yuan", now.loss(), before.loss());
        file.row("confirmed loss", "all", "crises", now.lossKnown(), before.lossKnown());
        Reachability.Confirmed contacts = reachability.confirmed();
        file.row("contacts confirmed in time, today", "all", "part", contacts.inTime(), "");
        file.row("contacts confirmed in time, today", "all", "whole", contacts.all(), "");
        return file.named("crisis-report-" + both.period().name() + ".csv");
    }

    /**
     * The contact list as it stands today (R62): nobody can say how it stood then.
     *
     * @param overdue department and role of those who have not confirmed in time
     */
    record Contacts(int inTime, int all, List<String> overdue) {}

    private Contacts contactsShown(Locale language) {
        Reachability.Confirmed confirmed = reachability.confirmed();
        return new Contacts(
                confirmed.inTime(),
                confirmed.all(),
                confirmed.overdue().stream()
                        .map(contact -> "%s: %s (%s)"
                                .formatted(
                                        Group.of(contact.department())
                                                .map(group -> BilingualText.of(group.label(), language))
                                                .orElse(contact.department()),
                                        BilingualText.of(contact.person(), language),
                                        contact.confirmedOn()))
                        .toList());
    }

    private static void rows(CsvRows file, String figure, Share now, Share before) {
        file.row(figure, "all", "percent", now.percent(), before.percent());
        file.row(figure, "all", "part", now.part(), before.part());
        file.row(figure, "all", "whole", now.whole(), before.whole());
    }

    /** The same for programs; times are seconds. */
    record Answer(
            String period,
            String from,
            String until,
            boolean over,
            Told figures,
            String before,
            Told figuresBefore,
            int improvementsOverdue,
            int trainingsExpired) {}

    /** The figures as they are told to programs. */
    record Told(
            int crises,
            Map<String, Map<String, Integer>> counts,
            @Nullable Double falseAlarmPercent,
            Map<String, Map<String, Took>> times,
            Map<String, Kept> promises,
            Part reviewsWithinAWeek,
            Part improvementsDone,
            BigDecimal confirmedLoss,
            int lossKnownOf) {

        static Told of(Figures figures) {
            Map<String, Map<String, Took>> times = new LinkedHashMap<>();
            figures.times().forEach((time, groups) -> {
                Map<String, Took> took = new LinkedHashMap<>();
                groups.forEach((group, spread) ->
                        took.put(group, new Took(spread.count(), seconds(spread.median()), seconds(spread.p90()))));
                times.put(time, took);
            });
            Map<String, Kept> promises = new LinkedHashMap<>();
            figures.promises()
                    .forEach((name, one) -> promises.put(
                            name,
                            new Kept(
                                    one.share().percent(),
                                    one.kept(),
                                    one.late(),
                                    one.missed(),
                                    one.overdue(),
                                    one.running())));
            return new Told(
                    figures.total(),
                    figures.counts(),
                    figures.falseAlarms().percent(),
                    times,
                    promises,
                    Part.of(figures.reviews()),
                    Part.of(figures.items()),
                    figures.loss(),
                    figures.lossKnown());
        }
    }

    /** A spread of times. */
    record Took(
            int count,
            @Nullable Long medianSeconds,
            @Nullable Long p90Seconds) {}

    /** What became of the promises of one kind. */
    record Kept(@Nullable Double keptPercent, int kept, int late, int missed, int overdue, int running) {}

    /** A share. */
    record Part(@Nullable Double percent, int part, int whole) {

        static Part of(Share share) {
            return new Part(share.percent(), share.part(), share.whole());
        }
    }

    @GetMapping(path = "/audit/report.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Answer json(@RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String span) {
        Both both = asked(from, span);
        Period period = both.period();
        return new Answer(
                period.name(),
                period.first().toString(),
                period.last().toString(),
                period.isOver(clock),
                Told.of(both.now()),
                period.before().name(),
                Told.of(both.before()),
                overdue(period),
                expired(period));
    }

    private Both asked(String from, String span) {
        var question = new Question(clock);
        Period period = period(question, from, span);
        question.refuseWrong();
        return both(period);
    }

    private static @Nullable Long seconds(@Nullable Duration time) {
        return time == null ? null : time.toSeconds();
    }
}
