package org.crisisplan.board;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.crisisplan.board.CaseTasks.Step;
import org.crisisplan.board.CrisisLine.Promise;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
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
        return list.stream()
                .map(crisis -> CrisisLine.of(
                        crisis,
                        crisis.phase().isOver()
                                ? null
                                : next(crisis.number(), language).orElse(null),
                        moments))
                .toList();
    }

    private Optional<Promise> next(String number, Locale language) {
        return promise(number, language).or(() -> step(number, language));
    }

    private Optional<Promise> promise(String number, Locale language) {
        return crises.deadlinesOf(number).stream()
                .filter(Crisis.Deadline::isRunning)
                .min(Comparator.comparing(Crisis.Deadline::due))
                .map(deadline -> new Promise(deadline.what(), moments.due(deadline.due(), language)));
    }

    private Optional<Promise> step(String number, Locale language) {
        return tasks.openOf(number).stream()
                .filter(step -> step.due() != null)
                .min(Comparator.comparing(step -> Objects.requireNonNull(step.due())))
                .map(step -> promised(step, language));
    }

    private Promise promised(Step step, Locale language) {
        return new Promise(step.name(), moments.due(Objects.requireNonNull(step.due()), language));
    }
}
