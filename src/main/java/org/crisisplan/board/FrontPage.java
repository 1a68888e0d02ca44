package org.crisisplan.board;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crisisplan.board.CaseTasks.Step;
import org.crisisplan.board.TimeFormatter.Due;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first thing after login: what I have to do, and which crises are open. */
@Controller
class FrontPage {

    private final CaseTasks tasks;
    private final Crises crises;
    private final CrisisLines lines;
    private final TimeFormatter moments;
    private final ObjectProvider<DemoCrises> demo;

    FrontPage(
            CaseTasks tasks, Crises crises, CrisisLines lines, TimeFormatter moments, ObjectProvider<DemoCrises> demo) {
        this.tasks = tasks;
        this.crises = crises;
        this.lines = lines;
        this.moments = moments;
        this.demo = demo;
    }

    /** One of my tasks as the page lists it. */
    record MyTask(
            String id,
            String name,
            String number,
            String title,
            boolean taken,
            @Nullable Due due) {}

    @GetMapping("/")
    String show(Authentication login, Locale language, Model model) {
        CurrentUser visitor = CurrentUser.of(login);
        List<Crisis> open = visitor.readsCrises() ? crises.open() : List.of();
        model.addAttribute("visitor", visitor);
        model.addAttribute("zone", moments.zone());
        model.addAttribute("tasks", myTasks(visitor, open, language));
        model.addAttribute("crises", lines.of(open, language));
        if (visitor.isOfTeam()) {
            demo.ifAvailable(examples -> model.addAttribute("examples", examples.all()));
        }
        return "board/front";
    }

    private List<MyTask> myTasks(CurrentUser visitor, List<Crisis> open, Locale language) {
        Map<String, Crisis> byNumber = open.stream().collect(Collectors.toMap(Crisis::number, Function.identity()));
        return tasks.openFor(visitor.user()).stream()
                .map(step -> myTask(step, byNumber.get(step.number()), language))
                .toList();
    }

    private MyTask myTask(Step step, @Nullable Crisis crisis, Locale language) {
        return new MyTask(
                step.id(),
                step.name(),
                crisis == null ? "" : crisis.number(),
                crisis == null ? step.number() : crisis.title(),
                step.assignee() != null,
                step.due() == null ? null : moments.due(step.due(), language));
    }
}
