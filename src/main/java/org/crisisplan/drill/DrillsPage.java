package org.crisisplan.drill;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.department.Group;
import org.crisisplan.drill.DrillDesk.Order;
import org.crisisplan.improvement.ImprovementItems;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages {@code /drills}: the programme, what was rehearsed when, with whom and how it ended, what is due; and {@code /drills/{number}}:
 * one drill, its injects and its scorecard (R61).
 */
@Controller
@RequestMapping("/drills")
class DrillsPage {

    private final Programme programme;
    private final DrillDesk desk;
    private final DrillRepository drills;
    private final Scorecards scorecards;
    private final Scenarios scenarios;
    private final Crises crises;
    private final ImprovementItems improvements;
    private final TimeFormatter moments;
    private final Clock clock;

    DrillsPage(
            Programme programme,
            DrillDesk desk,
            DrillRepository drills,
            Scorecards scorecards,
            Scenarios scenarios,
            Crises crises,
            ImprovementItems improvements,
            TimeFormatter moments,
            Clock clock) {
        this.programme = programme;
        this.desk = desk;
        this.drills = drills;
        this.scorecards = scorecards;
        this.scenarios = scenarios;
        this.crises = crises;
        this.improvements = improvements;
        this.moments = moments;
        this.clock = clock;
    }

    /**
     * A line of the programme.
     *
     * @param due when it is due; null if the table does not want it
     * @param last when it was rehearsed last; null if never
     * @param missed clauses that come again
     */
    record Planned(
            String key,
            String title,
            String goal,
            String lead,
            @Nullable Moment due,
            boolean overdue,
            boolean scheduled,
            int pace,
            boolean played,
            @Nullable Moment last,
            List<String> missed) {}

    /** A drill as the list shows it. @param missed how many clauses; null while it is not scored */
    record Line(
            String number,
            String title,
            String lead,
            Moment began,
            String standing,
            boolean played,
            int pace,
            @Nullable Integer reached,
            @Nullable Integer expected) {}

    /** What somebody typed to begin one. */
    record Typed(
            @Nullable String scenario,
            @Nullable String pace,
            @Nullable String played,
            @Nullable String lead,
            @Nullable String items) {

        static final Typed NOTHING = new Typed(null, null, null, null, null);
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable Integer year,
            Authentication login,
            Locale language,
            Model model) {
        return list(year, Typed.NOTHING, Map.of(), login, language, model);
    }

    private String list(
            @Nullable Integer year,
            Typed typed,
            Map<String, String> faults,
            Authentication login,
            Locale language,
            Model model) {
        CurrentUser visitor = CurrentUser.of(login);
        int shown = year == null ? ZonedDateTime.now(clock).getYear() : year;
        List<Rehearsal> all = desk.all();
        model.addAttribute("visitor", visitor);
        model.addAttribute("runs", visitor.runsDrills());
        model.addAttribute("typed", typed);
        model.addAttribute("faults", faults);
        model.addAttribute(
                "planned",
                programme.items().stream().map(item -> planned(item, language)).toList());
        model.addAttribute(
                "drills",
                all.stream()
                        .filter(drill -> yearOf(drill.beganAt()) == shown)
                        .map(drill -> line(drill, language))
                        .toList());
        model.addAttribute("year", shown);
        model.addAttribute(
                "years",
                all.stream().map(drill -> yearOf(drill.beganAt())).distinct().toList());
        model.addAttribute("groups", groups(language));
        model.addAttribute("openItems", improvements.openDrillItems());
        model.addAttribute(
                "real", crises.open().stream().map(Crisis::number).limit(5).toList());
        model.addAttribute("zone", moments.zone());
        return "drill/drills";
    }

    private int yearOf(Instant at) {
        return at.atZone(clock.getZone()).getYear();
    }

    private static Map<String, String> groups(Locale language) {
        return Group.team().stream()
                .collect(Collectors.toMap(
                        Group::id,
                        group -> BilingualText.of(group.label(), language),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private Planned planned(Programme.Item item, Locale language) {
        return new Planned(
                item.scenario().key(),
                item.scenario().title().in(language),
                item.scenario().goal().in(language),
                BilingualText.of(item.lead().label(), language),
                item.due() == null ? null : moments.moment(item.due()),
                item.isOverdue(clock.instant()),
                item.scheduled(),
                item.pace(),
                item.played(),
                item.last() == null ? null : moments.moment(item.last().beganAt()),
                new ArrayList<>(drills.missedBefore(item.scenario().key())));
    }

    private Line line(Rehearsal drill, Locale language) {
        Scorecard scorecard = scorecards.of(drill).orElse(null);
        return new Line(
                drill.number(),
                title(drill, language),
                lead(drill, language),
                moments.moment(drill.beganAt()),
                drill.standing(),
                drill.played(),
                crises.paceOf(drill.number()),
                scorecard == null ? null : Integer.valueOf((int) scorecard.reached()),
                scorecard == null ? null : Integer.valueOf(scorecard.clauses().size()));
    }

    private String title(Rehearsal drill, Locale language) {
        return scenarios
                .find(drill.scenario())
                .map(scenario -> scenario.title().in(language))
                .orElse(drill.scenario());
    }

    private static String lead(Rehearsal drill, Locale language) {
        return group(drill.leadGroup(), language);
    }

    private static String group(String id, Locale language) {
        return Group.team().stream()
                .filter(group -> group.id().equals(id))
                .map(group -> BilingualText.of(group.label(), language))
                .findFirst()
                .orElse(id);
    }

    @PostMapping
    String begin(Typed typed, Authentication login, Locale language, Model model, RedirectAttributes next) {
        Integer pace = null;
        if (typed.pace() != null && !typed.pace().isBlank()) {
            try {
                pace = Integer.valueOf(typed.pace().strip());
            } catch (NumberFormatException none) {
                return list(null, typed, Map.of("pace", ""), login, language, model);
            }
        }
        try {
            desk.begin(
                    new Order(
                            Optional.ofNullable(typed.scenario()).orElse(""),
                            pace,
                            "true".equals(typed.played()),
                            typed.lead() == null || typed.lead().isEmpty() ? null : typed.lead(),
                            Optional.ofNullable(typed.items()).orElse("")),
                    login.getName());
        } catch (InvalidReport invalid) {
            return list(null, typed, faults(invalid), login, language, model);
        }
        next.addFlashAttribute("flash", "begun");
        return "redirect:/drills";
    }

    private static Map<String, String> faults(InvalidReport invalid) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (Finding finding : invalid.findings()) {
            faults.putIfAbsent(
                    finding.field().startsWith("facts") ? "facts" : finding.field(),
                    finding.field() + " " + finding.message());
        }
        return faults;
    }

    /** An inject as the page shows it. */
    record Told(
            int seq,
            String kind,
            String said,
            Moment due,
            @Nullable Moment told,
            @Nullable String problem) {}

    /** A clock of the plan. */
    record Clocked(String what, Moment due, @Nullable Moment met, String outcome) {}

    /** A department in the hand-offs. */
    record Handed(String department, int asked, int done, int late, String longest) {}

    @GetMapping("/{number}")
    String one(@PathVariable String number, Authentication login, Locale language, Model model) {
        return one(number, null, login, language, model);
    }

    private String one(String number, @Nullable String refused, Authentication login, Locale language, Model model) {
        Rehearsal drill = desk.find(number).orElseThrow();
        CurrentUser visitor = CurrentUser.of(login);
        model.addAttribute("visitor", visitor);
        model.addAttribute("drill", drill);
        model.addAttribute("title", title(drill, language));
        model.addAttribute(
                "goal",
                scenarios
                        .find(drill.scenario())
                        .map(scenario -> scenario.goal().in(language))
                        .orElse(""));
        model.addAttribute("lead", lead(drill, language));
        model.addAttribute("pace", crises.paceOf(number));
        model.addAttribute("began", moments.moment(drill.beganAt()));
        model.addAttribute("until", moments.moment(drill.untilAt()));
        model.addAttribute("ended", drill.endedAt() == null ? null : moments.moment(drill.endedAt()));
        model.addAttribute("breaksOff", visitor.runsDrills() && drill.isRunning());
        model.addAttribute("refused", refused);
        model.addAttribute(
                "injects",
                drills.injects(number).stream()
                        .map(inject -> new Told(
                                inject.seq(),
                                inject.kind(),
                                half(inject.said(), language),
                                moments.moment(inject.due()),
                                inject.told() == null ? null : moments.moment(inject.told()),
                                inject.problem() == null ? null : BilingualText.of(inject.problem(), language)))
                        .toList());
        model.addAttribute("expected", drills.expected(number));
        model.addAttribute("troubles", drills.troubles(number));
        model.addAttribute("points", ConcludeDrill.POINTS);
        model.addAttribute("said", scorecards.evaluationOf(drill));
        model.addAttribute(
                "real", crises.open().stream().map(Crisis::number).limit(5).toList());
        scorecards.of(drill).ifPresent(scorecard -> show(scorecard, language, model));
        model.addAttribute("zone", moments.zone());
        return "drill/drill";
    }

    private void show(Scorecard scorecard, Locale language, Model model) {
        model.addAttribute("scorecard", scorecard);
        model.addAttribute(
                "clocks",
                scorecard.promises().stream()
                        .map(promise -> new Clocked(
                                promise.what(),
                                moments.moment(promise.due()),
                                promise.metAt() == null ? null : moments.moment(promise.metAt()),
                                promise.outcome()))
                        .toList());
        model.addAttribute(
                "handOffs",
                scorecard.handOffs().stream()
                        .map(handed -> new Handed(
                                group(handed.department(), language),
                                handed.asked(),
                                handed.done(),
                                handed.late(),
                                moments.span(Duration.ofSeconds(handed.longestSeconds()), language)))
                        .toList());
        model.addAttribute(
                "notDone",
                scorecard.notDone().stream()
                        .map(task -> BilingualText.of(task.step(), language))
                        .toList());
    }

    /** An inject is kept with a line in each language. */
    private static String half(String said, Locale language) {
        String[] lines = said.split("\n", 2);
        return lines.length < 2 || language.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? lines[0] : lines[1];
    }

    @PostMapping("/{number}/break-off")
    String breakOff(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String why,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        try {
            desk.breakOff(number, why);
        } catch (InvalidReport invalid) {
            if (desk.find(number).isPresent()) {
                return one(number, invalid.findings().get(0).field(), login, language, model);
            }
            throw new NoSuchElementException(number);
        }
        next.addFlashAttribute("flash", "broken-off");
        return "redirect:/drills/{number}";
    }

    @ExceptionHandler(NoSuchElementException.class)
    void nothingThere(HttpServletResponse answer) throws IOException {
        answer.sendError(HttpStatus.NOT_FOUND.value());
    }
}
