package org.crisisplan.board;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crisisplan.board.CaseTasks.Step;
import org.crisisplan.board.CrisisLine.Promise;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts crises into a list, each with what comes next on its clocks: a promise of the plan, or else the step that is due first. */
@Component
class CrisisLines {

    private final Crises crises;
    private final CaseTasks tasks;
    private final TimeFormatter moments;

    CrisisLines(Crises crises, CaseTasks tasks, TimeFormatter moments) {
        this.crises = crises;
        this.tasks = tasks;
        this.moments = moments;
    }

    List<CrisisLine> of(List<Crisis> list, Locale language) {
        List<String> running = list.stream()
                .filter(crisis -> !crisis.phase().isOver())
                .map(Crisis::number)
                .toList();
        Map<String, Crisis.Deadline> deadlines = crises.nextDeadlines(running);
        Map<String, Step> steps = tasks.nextDue(running.stream()
                .filter(number -> !deadlines.containsKey(number))
                .toList());
        return list.stream()
                .map(crisis -> CrisisLine.of(
                        crisis, next(deadlines.get(crisis.number()), steps.get(crisis.number()), language), moments))
                .toList();
    }

    private @Nullable Promise next(Crisis.@Nullable Deadline deadline, @Nullable Step step, Locale language) {
        if (deadline != null) {
            return new Promise(deadline.what(), moments.due(deadline.due(), language));
        }
        return step == null || step.due() == null ? null : new Promise(step.name(), moments.due(step.due(), language));
    }
}
