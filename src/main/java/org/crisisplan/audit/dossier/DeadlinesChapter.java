package org.crisisplan.audit.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every promise of the plan and what became of it, every task that was late, and who was reminded or asked in their place. */
@Component
@Order(600)
class DeadlinesChapter implements Chapter {

    private final Crises crises;

    DeadlinesChapter(Crises crises) {
        this.crises = crises;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        return new Section(
                "deadlines",
                words.say("dossier.deadlines"),
                "",
                List.of(promises(file, words), late(file, words), escalations(file, words)));
    }

    private Table promises(CaseFile file, Words words) {
        return new Table(
                "promises",
                words.say("dossier.promises"),
                words.columns("promise", "made", "due", "outcome"),
                crises.promisesOf(file.number()).stream()
                        .map(promise -> promise(promise, file, words))
                        .toList());
    }

    private static Row promise(Crisis.Deadline promise, CaseFile file, Words words) {
        List<Act> made = file.acts(ActKind.PROMISE_MADE)
                .filter(act -> act.subject().equals(promise.what()))
                .toList();
        Act act = made.size() >= promise.seq() ? made.get(promise.seq() - 1) : null;
        return Row.of(
                Cell.of(words.promise(promise.what())),
                act == null ? Cell.EMPTY : Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                words.at(promise.due()),
                outcome(promise, words));
    }

    private static Cell outcome(Crisis.Deadline promise, Words words) {
        Instant met = promise.metAt();
        if (promise.outcome() == null) {
            boolean late = promise.due().isBefore(words.now());
            return Cell.of(
                    late
                            ? words.say("dossier.openLate", words.span(Duration.between(promise.due(), words.now())))
                            : words.say("dossier.outcome.running"),
                    late ? Tone.BAD : Tone.PLAIN);
        }
        String outcome = words.say("dossier.outcome." + promise.outcome().word());
        return switch (promise.outcome()) {
            case MET -> Cell.of(outcome + " " + words.time(met), Tone.GOOD);
            case LATE ->
                Cell.of(
                        outcome + " " + words.time(met) + "\n"
                                + words.say(
                                        "dossier.lateBy",
                                        words.span(Duration.between(promise.due(), met == null ? promise.due() : met))),
                        Tone.LATE);
            case MISSED -> Cell.of(outcome, Tone.BAD);
            case REPLACED, VOID -> Cell.of(outcome, Tone.MUTED);
        };
    }

    /** Tasks that were completed after they were due, or are not completed though they were due. */
    private static Table late(CaseFile file, Words words) {
        List<Row> rows = new ArrayList<>();
        file.engine().tasks().values().forEach(task -> {
            Instant due = task.due();
            Instant end = task.end() == null ? words.now() : task.end();
            if (due != null && due.isBefore(end)) {
                rows.add(Row.of(
                        Cell.to("#" + TasksChapter.anchor(task.id()), words.half(task.name())),
                        words.at(due),
                        words.at(task.end()),
                        Cell.of(words.span(Duration.between(due, end)), task.end() == null ? Tone.BAD : Tone.LATE)));
            }
        });
        return new Table("late", words.say("dossier.lateTasks"), words.columns("task", "due", "ended", "lateBy"), rows);
    }

    private static Table escalations(CaseFile file, Words words) {
        return new Table(
                "escalations",
                words.say("dossier.escalations"),
                words.columns("when", "what", "task", "to"),
                file.acts(ActKind.REMINDED, ActKind.ESCALATED)
                        .map(act -> Row.of(
                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                Cell.of(
                                        words.kind(act.kind()),
                                        act.kind() == ActKind.ESCALATED ? Tone.LATE : Tone.PLAIN),
                                Cell.of(words.subject(act)),
                                Cell.of(asked(act, words))))
                        .toList());
    }

    private static String asked(Act act, Words words) {
        List<String> lines = new ArrayList<>();
        for (String name : List.of("users", "deputies", "above")) {
            if (act.after().get(name) instanceof Collection<?> people && !people.isEmpty()) {
                lines.add((name.equals("users") ? "" : words.say("dossier.asked." + name) + words.colon())
                        + words.persons(people));
            }
        }
        return lines.isEmpty() ? words.say("dossier.nobody") : String.join("\n", lines);
    }
}
