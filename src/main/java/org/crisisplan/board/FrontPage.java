package org.crisisplan.board;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.crisisplan.board.CaseTasks.Step;
import org.crisisplan.contact.check.Reachability;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.drill.Programme;
import org.crisisplan.duty.DutyDesk;
import org.crisisplan.improvement.ImprovementItem;
import org.crisisplan.improvement.ImprovementItems;
import org.crisisplan.improvement.TrainingRecords;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Due;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first thing after login: what I have to do, and which crises are open. */
@Controller
class FrontPage {

    private static final int SHOWN = 20;
    private static final int SHOWN_OVERDUE = 5;
    private static final int NEAREST = 3;

    private final CaseTasks tasks;
    private final Crises crises;
    private final CrisisLines lines;
    private final DutyDesk duties;
    private final TimeFormatter moments;
    private final Clock clock;
    private final Reachability reachability;
    private final ObjectProvider<DemoCrises> demo;
    private final Programme drills;
    private final ImprovementItems improvements;
    private final TrainingRecords trainings;

    FrontPage(
            ImprovementItems improvements,
            TrainingRecords trainings,
            CaseTasks tasks,
            Crises crises,
            CrisisLines lines,
            DutyDesk duties,
            TimeFormatter moments,
            Clock clock,
            Reachability reachability,
            ObjectProvider<DemoCrises> demo,
            Programme drills) {
        this.drills = drills;
        this.tasks = tasks;
        this.crises = crises;
        this.lines = lines;
        this.duties = duties;
        this.moments = moments;
        this.clock = clock;
        this.reachability = reachability;
        this.demo = demo;
        this.improvements = improvements;
        this.trainings = trainings;
    }

    /** A clock of the law, of those that run out first. */
    record LawClock(
            String number,
            String duty,
            boolean possible,
            Due due,
            @Nullable String byLaw) {}

    /** One of my tasks as the page lists it. */
    record MyTask(
            String id,
            String name,
            String number,
            String title,
            boolean taken,
            @Nullable Due due) {}

    /**
     * A seat of the emergency team that nobody can be reached for.
     *
     * @param why the end of the message {@code board.seats.}
     */
    record GapLine(String department, String why) {}

    @GetMapping("/")
    String show(Authentication login, Locale language, Model model) {
        CurrentUser visitor = CurrentUser.of(login);
        if (visitor.isOfTeam()) {
            demo.ifAvailable(examples -> model.addAttribute("examples", examples.all()));
        }
        if (visitor.readsCrises()) {
            model.addAttribute(
                    "drillsDue",
                    drills.overdue().stream()
                            .map(item -> item.scenario().title().in(language))
                            .toList());
            model.addAttribute("drillsRunning", drills.running());
            model.addAttribute(
                    "gaps",
                    reachability.ifLevel1CameNow().stream()
                            .map(gap -> new GapLine(
                                    BilingualText.of(gap.label(), language),
                                    gap.why().name().toLowerCase(Locale.ROOT)))
                            .toList());
            List<ImprovementItem> overdue = improvements.overdue();
            model.addAttribute("overdue", overdue.subList(0, Math.min(overdue.size(), SHOWN_OVERDUE)));
            model.addAttribute("moreOverdue", Math.max(0, overdue.size() - SHOWN_OVERDUE));
            model.addAttribute("expiredTrainings", trainings.expired().size());
        }
        addLists(visitor, language, model);
        return "board/front";
    }

    /** What changes of it, for a page that is open already. */
    @GetMapping("/crises/live")
    String live(Authentication login, Locale language, Model model) {
        addLists(CurrentUser.of(login), language, model);
        return "board/front :: lists";
    }

    private void addLists(CurrentUser visitor, Locale language, Model model) {
        Crises.Page open = visitor.readsCrises() ? crises.openPage(0, SHOWN) : new Crises.Page(List.of(), 0, SHOWN, 0);
        List<Step> mine = tasks.openFor(visitor, SHOWN + 1);
        model.addAttribute("visitor", visitor);
        model.addAttribute("zone", moments.zone());
        model.addAttribute("tasks", myTasks(mine.subList(0, Math.min(mine.size(), SHOWN)), language));
        model.addAttribute("moreTasks", mine.size() > SHOWN);
        model.addAttribute("crises", lines.open(open.items(), mine, language));
        model.addAttribute(
                "lawClocks",
                visitor.readsCrises()
                        ? duties.nearest(NEAREST).stream()
                                .map(clock -> new LawClock(
                                        clock.crisis(),
                                        clock.duty(),
                                        clock.possible(),
                                        moments.due(clock.due(), language),
                                        clock.lawDue() == null
                                                ? null
                                                : moments.moment(clock.lawDue()).text()))
                                .toList()
                        : List.of());
        model.addAttribute("open", open.total());
        model.addAttribute("asOf", moments.second(clock.instant()));
    }

    private List<MyTask> myTasks(List<Step> steps, Locale language) {
        Map<String, Crisis> byNumber =
                crises.find(steps.stream().map(Step::number).collect(Collectors.toSet()));
        return steps.stream()
                .map(step -> myTask(step, byNumber.get(step.number()), language))
                .toList();
    }

    private MyTask myTask(Step step, @Nullable Crisis crisis, Locale language) {
        return new MyTask(
                step.id(),
                BilingualText.of(step.name(), language),
                crisis == null ? "" : crisis.number(),
                crisis == null ? step.number() : crisis.title(),
                step.assignee() != null,
                step.due() == null ? null : moments.due(step.due(), language));
    }
}
