package org.crisisplan.board;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.crisisplan.board.CaseTasks.Step;
import org.crisisplan.board.CrisisLine.Mine;
import org.crisisplan.board.CrisisLine.Now;
import org.crisisplan.board.CrisisLine.Promise;
import org.crisisplan.board.CrisisLine.Said;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.publish.StatementOverview;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts crises into a list. Each open one with what runs out next, whichever that is - a time that the public was told, a task, a promise
 * of the plan - with what the public knows, and with what the reader has to do.
 */
@Component
class CrisisLines {

    private final Crises crises;
    private final CaseTasks tasks;
    private final StatementOverview statements;
    private final TimeFormatter moments;

    CrisisLines(Crises crises, CaseTasks tasks, StatementOverview statements, TimeFormatter moments) {
        this.crises = crises;
        this.tasks = tasks;
        this.statements = statements;
        this.moments = moments;
    }

    List<CrisisLine> of(List<Crisis> list) {
        return list.stream().map(crisis -> CrisisLine.of(crisis, null, moments)).toList();
    }

    /** @param mine the reader's tasks, those due first come first */
    List<CrisisLine> open(List<Crisis> list, List<Step> mine, Locale language) {
        List<String> numbers = list.stream().map(Crisis::number).toList();
        Map<String, Crisis.Deadline> deadlines = crises.nextDeadlines(numbers);
        Map<String, Step> steps = tasks.nextDue(numbers);
        Map<String, List<StatementOverview.Line>> said = statements.of(numbers);
        return list.stream()
                .map(crisis -> {
                    String number = crisis.number();
                    List<StatementOverview.Line> lines = said.getOrDefault(number, List.of());
                    return CrisisLine.of(
                            crisis,
                            new Now(
                                    next(lines, deadlines.get(number), steps.get(number), language),
                                    StatementOverview.lastPublished(lines)
                                            .map(this::said)
                                            .orElse(null),
                                    lines.stream()
                                            .filter(StatementOverview.Line::isUnderWay)
                                            .findFirst()
                                            .map(this::said)
                                            .orElse(null),
                                    mine.stream()
                                            .filter(step -> step.number().equals(number))
                                            .findFirst()
                                            .map(step -> new Mine(step.id(), BilingualText.of(step.name(), language)))
                                            .orElse(null)),
                            moments);
                })
                .toList();
    }

    private Said said(StatementOverview.Line line) {
        return new Said(line.kind().word(), line.state().name().toLowerCase(Locale.ROOT), moments.moment(line.since()));
    }

    private record Running(String of, String what, Instant due) {}

    private @Nullable Promise next(
            List<StatementOverview.Line> lines,
            Crisis.@Nullable Deadline deadline,
            @Nullable Step step,
            Locale language) {
        Instant promised = StatementOverview.lastPublished(lines)
                .map(StatementOverview.Line::promised)
                .orElse(null);
        return Stream.of(
                        promised == null ? null : new Running("public", "statement", promised),
                        step == null || step.due() == null
                                ? null
                                : new Running("task", BilingualText.of(step.name(), language), step.due()),
                        deadline == null ? null : new Running("plan", deadline.what(), deadline.due()))
                .flatMap(Stream::ofNullable)
                .min(Comparator.comparing(Running::due))
                .map(first -> new Promise(first.of(), first.what(), moments.due(first.due(), language)))
                .orElse(null);
    }
}
