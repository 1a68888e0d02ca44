package org.crisisplan.audit.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.audit.dossier.EngineHistory.DueTask;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every task: to whom it was offered, who took and who completed it, when it was due, and what was answered in place of what. */
@Component
@Order(500)
class TasksChapter implements Chapter {

    @Override
    public Section of(CaseFile file, Words words) {
        Map<String, List<Act>> tasks = new LinkedHashMap<>();
        file.acts(
                        ActKind.TASK_OFFERED,
                        ActKind.TASK_CLAIMED,
                        ActKind.TASK_RELEASED,
                        ActKind.TASK_COMPLETED,
                        ActKind.TASK_WITHDRAWN)
                .forEach(act -> tasks.computeIfAbsent(
                                String.valueOf(act.after().get("task")), first -> new ArrayList<>())
                        .add(act));
        return new Section(
                "tasks",
                words.say("dossier.tasks"),
                words.say("dossier.tasks.about"),
                List.of(
                        new Table(
                                "tasks",
                                "",
                                words.columns("task", "offered", "taken", "due", "completed", "answers"),
                                tasks.entrySet().stream()
                                        .map(task -> row(
                                                task.getKey(),
                                                task.getValue(),
                                                file.engine().tasks().get(task.getKey()),
                                                words))
                                        .toList()),
                        processes(file, words)));
    }

    /** Each opens in Cockpit. */
    private static Table processes(CaseFile file, Words words) {
        Map<String, String> names = file.plan().nodes().stream()
                .filter(PlanModel.Node::isProcess)
                .collect(Collectors.toMap(PlanModel.Node::process, PlanModel.Node::name));
        return new Table(
                "processes",
                words.say("dossier.processes"),
                words.columns("process", "begun", "ended"),
                file.engine().instances().stream()
                        .map(one -> Row.of(
                                Cell.to(
                                        Links.history(one.id()),
                                        words.half(names.getOrDefault(one.process(), one.process()))),
                                words.at(one.start()),
                                one.end() == null
                                        ? Cell.of(words.say("dossier.open"), Tone.LATE)
                                        : words.at(one.end())))
                        .toList());
    }

    static String anchor(String task) {
        return "task-" + task;
    }

    private static Row row(String id, List<Act> acts, @Nullable DueTask kept, Words words) {
        Act first = acts.get(0);
        Act last = acts.get(acts.size() - 1);
        return new Row(
                anchor(id),
                List.of(
                        Cell.to(
                                "#" + TimelineChapter.anchor(first.seq()),
                                (words.subject(first)
                                                + (first.step() == null
                                                        ? ""
                                                        : " " + first.step().clause()))
                                        .strip()),
                        Cell.of(words.time(first.at()) + "\n"
                                + words.groups(first.after().get("groups"))),
                        Cell.of(taken(acts, words)),
                        due(kept, words),
                        ended(last, kept, words),
                        Cell.of(last.kind() == ActKind.TASK_COMPLETED ? words.told(last) : "")));
    }

    private static String taken(List<Act> acts, Words words) {
        List<String> lines = new ArrayList<>();
        for (Act act : acts) {
            if (act.kind() == ActKind.TASK_CLAIMED) {
                lines.add(words.time(act.at()) + " "
                        + words.person(String.valueOf(act.after().get("assignee"))));
            } else if (act.kind() == ActKind.TASK_RELEASED) {
                lines.add(words.time(act.at()) + " "
                        + words.say(
                                "dossier.released",
                                words.person(String.valueOf(act.before().get("assignee")))));
            }
        }
        return String.join("\n", lines);
    }

    private static Cell due(@Nullable DueTask kept, Words words) {
        return kept == null || kept.due() == null ? Cell.EMPTY : words.at(kept.due());
    }

    private static Cell ended(Act last, @Nullable DueTask kept, Words words) {
        Instant due = kept == null ? null : kept.due();
        if (last.kind() == ActKind.TASK_WITHDRAWN) {
            return Cell.of(words.time(last.at()) + "\n" + words.say("dossier.withdrawnByPlan"), Tone.MUTED);
        }
        if (last.kind() != ActKind.TASK_COMPLETED) {
            boolean late = due != null && due.isBefore(words.now());
            return Cell.of(
                    late
                            ? words.say("dossier.openLate", words.span(Duration.between(due, words.now())))
                            : words.say("dossier.open"),
                    late ? Tone.BAD : Tone.PLAIN);
        }
        String done = words.time(last.at()) + "\n" + words.who(last.actor());
        return due != null && due.isBefore(last.at())
                ? Cell.of(
                        done + "\n" + words.say("dossier.lateBy", words.span(Duration.between(due, last.at()))),
                        Tone.LATE)
                : Cell.of(done);
    }
}
