package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.audit.dossier.Block.Value;
import org.crisisplan.audit.dossier.Block.Values;
import org.crisisplan.audit.dossier.PlanActual.Clause;
import org.crisisplan.audit.dossier.PlanActual.Item;
import org.crisisplan.audit.dossier.PlanActual.State;
import org.crisisplan.audit.dossier.PlanActual.Why;
import org.crisisplan.crisis.Crises;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Plan versus actual: each clause of the plan, what carries it, and what became of that in this crisis. */
@Component
@Order(200)
class ClausesChapter implements Chapter {

    static final String KEY = "clauses";

    private final Crises crises;

    ClausesChapter(Crises crises) {
        this.crises = crises;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        if (file.root() == null) {
            // what is not there was removed, and not skipped
            return new Section(
                    KEY, words.say("dossier.clauses"), "", List.of(words.nothing("dossier.clauses.historyGone")));
        }
        var actual = new PlanActual(file, crises.promisesOf(file.number()), words.now());
        List<Clause> clauses = actual.clauses();
        List<Value> counts = new ArrayList<>();
        for (Map.Entry<State, Long> state : actual.counts(clauses).entrySet()) {
            counts.add(new Value(
                    words.say("dossier.clause.state." + state.getKey().word()),
                    Cell.of(String.valueOf(state.getValue()), tone(state.getKey()))));
        }
        List<Row> rows = new ArrayList<>();
        for (Clause clause : clauses) {
            boolean first = true;
            for (Item item : clause.items()) {
                rows.add(row(clause, item, first, words));
                first = false;
            }
        }
        return new Section(
                KEY,
                words.say("dossier.clauses"),
                words.say("dossier.clauses.about", file.crisis().planVersion()),
                List.of(
                        new Values("", counts),
                        overview(clauses, words),
                        new Table(
                                "steps",
                                words.say("dossier.clauses.steps"),
                                words.columns("clause", "carriedBy", "outcome", "why", "when", "who"),
                                rows)));
    }

    static String anchor(String clause) {
        return "clause-" + clause;
    }

    private static Table overview(List<Clause> clauses, Words words) {
        return new Table(
                "overview",
                words.say("dossier.clauses.overview"),
                words.columns("clause", "asks", "outcome", "why", "when"),
                clauses.stream()
                        .map(clause -> new Row(
                                anchor(clause.id()),
                                List.of(
                                        Cell.to("#" + anchor(clause.id()) + "-steps", clause.id()),
                                        Cell.of(words.maybe("dossier.clause." + clause.id())
                                                .orElse("")),
                                        Cell.of(
                                                words.say("dossier.clause.state."
                                                        + clause.state().word()),
                                                tone(clause.state())),
                                        Cell.of(why(clause.why(), words)),
                                        words.at(clause.at()))))
                        .toList());
    }

    private static Row row(Clause clause, Item item, boolean first, Words words) {
        String state = words.say("dossier.clause.state." + item.state().word())
                + (item.times() > 1 ? " ×" + item.times() : "")
                + (item.lateBy() == null ? "" : "\n" + words.say("dossier.lateBy", words.span(item.lateBy())));
        return new Row(
                first ? anchor(clause.id()) + "-steps" : null,
                List.of(
                        Cell.of(clause.id(), first ? Tone.PLAIN : Tone.MUTED),
                        Cell.of(what(item, words)),
                        new Cell(state, item.link(), tone(item.state())),
                        Cell.of(why(item.why(), words)),
                        words.at(item.at()),
                        Cell.of(item.by() == null ? "" : words.who(item.by()))));
    }

    private static String what(Item item, Words words) {
        return switch (item.kind()) {
            case ELEMENT -> words.half(item.what());
            case RULE -> words.say("dossier.clause.rule", words.half(item.what()));
            case PROMISE -> words.say("dossier.clause.promise", words.promise(item.what()));
        };
    }

    static String why(@Nullable Why why, Words words) {
        return why == null
                ? ""
                : words.say(
                        "dossier.why." + why.key(),
                        why.names().stream().map(name -> answers(name, words)).toArray());
    }

    /** Several answers to one question are told apart before each is taken in one language. */
    private static String answers(String names, Words words) {
        List<String> halves = new ArrayList<>();
        for (String name : names.split(" / ")) {
            halves.add(words.half(name));
        }
        return String.join(" / ", halves);
    }

    static Tone tone(State state) {
        return switch (state) {
            case OVERDUE -> Tone.BAD;
            case OPEN, LATE, BY_HAND -> Tone.LATE;
            case DONE -> Tone.GOOD;
            case CANCELLED, SKIPPED -> Tone.MUTED;
        };
    }
}
