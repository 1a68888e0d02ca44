package org.crisisplan.audit.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.EngineHistory.Decided;
import org.crisisplan.audit.dossier.EngineHistory.DueTask;
import org.crisisplan.audit.dossier.EngineHistory.Visit;
import org.crisisplan.audit.dossier.PlanModel.Node;
import org.crisisplan.audit.dossier.PlanModel.Rule;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The plan held against what happened (R01): for each clause what carries it in the version that governed the crisis, and what became of that
 * in this crisis.
 */
final class PlanActual {

    /** Whatever else is done by a person because the product could not. */
    private static final Set<String> BY_HAND_FORMS =
            Set.of("publish-by-hand", "reach-person", "reach-people", "triage-signals");

    /** They only lead on; what they decide is said where something was skipped. */
    private static final Set<String> BESIDE_THE_POINT =
            Set.of("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "process");

    /** Elements that are work themselves; the others call, contain or wait for it. */
    private static final Set<String> WORK = Set.of("userTask", "serviceTask", "sendTask", "scriptTask");

    private final CaseFile file;
    private final List<Crisis.Deadline> promises;
    private final Instant now;
    private final Map<String, List<Visit>> visits = new HashMap<>();
    private final Map<String, Act> completed = new HashMap<>();
    /** What administrators told the engine. */
    private final List<String> interventions;

    private final Skipped skipped;

    PlanActual(CaseFile file, List<Crisis.Deadline> promises, Instant now) {
        this.file = file;
        this.promises = promises;
        this.now = now;
        file.engine()
                .visits()
                .forEach(visit -> visits.computeIfAbsent(
                                key(visit.process(), visit.element()), first -> new ArrayList<>())
                        .add(visit));
        file.acts(ActKind.TASK_COMPLETED)
                .forEach(act -> completed.put(String.valueOf(act.after().get("task")), act));
        this.interventions = file.acts(ActKind.INTERVENED)
                .map(Act::words)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
        this.skipped = new Skipped(file, visits);
    }

    /** What became of something, the one that an auditor asks about first comes first. */
    enum State {
        /** It is being done, and ought to be done by now. */
        OVERDUE,
        OPEN,
        LATE,
        /** Somebody did by hand what the product could not, or an administrator moved it. */
        BY_HAND,
        DONE,
        /** It was begun, and the plan took it back. */
        CANCELLED,
        SKIPPED;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What became of one element, rule or promise.
     *
     * @param what its name, in both languages, or the word of a promise
     * @param own whether it is the work that a clause asks for, rather than what stands around it
     * @param kind element, rule or promise
     * @param why of what was skipped or cancelled
     * @param times how often it happened
     * @param by who did it last; null for the plan itself
     * @param link to the act or the instance; null if there is none
     */
    record Item(
            String what,
            Kind kind,
            boolean own,
            State state,
            @Nullable Why why,
            int times,
            @Nullable Instant at,
            @Nullable Actor by,
            @Nullable Duration lateBy,
            @Nullable String link) {}

    /** What an item is. */
    enum Kind {
        ELEMENT,
        RULE,
        PROMISE
    }

    /**
     * Why something did not happen.
     *
     * @param key of the sentence
     * @param names what it speaks of, as drawn, in both languages
     */
    record Why(String key, List<String> names) {

        static Why of(String key, String... names) {
            return new Why(key, List.of(names));
        }
    }

    /** One clause and all that carries it. */
    record Clause(String id, List<Item> items) {

        /** What the clause as a whole is judged by: the work itself, where anything of it can be told. */
        private List<Item> telling() {
            List<Item> own = items.stream().filter(Item::own).toList();
            return own.isEmpty() ? items : own;
        }

        State state() {
            return telling().stream()
                    .map(Item::state)
                    .min(Comparator.naturalOrder())
                    .orElse(State.SKIPPED);
        }

        /** Of a clause of which nothing was done, why. */
        @Nullable Why why() {
            State state = state();
            return telling().stream()
                    .filter(item -> item.state() == state && item.why() != null)
                    .min(Comparator.comparing(Item::kind))
                    .map(Item::why)
                    .orElse(null);
        }

        @Nullable Instant at() {
            State state = state();
            return telling().stream()
                    .filter(item -> item.state() == state)
                    .map(Item::at)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /** Clauses that nothing traceable carries are left out. */
    List<Clause> clauses() {
        Map<String, List<Item>> items = new TreeMap<>(PlanModel::byNumber);
        for (Node node : file.plan().nodes()) {
            if (!node.clauses().isEmpty() && !BESIDE_THE_POINT.contains(node.type())) {
                Item item = element(node);
                node.clauses()
                        .forEach(clause -> items.computeIfAbsent(clause, first -> new ArrayList<>())
                                .add(item));
            }
        }
        rules(items);
        for (Crisis.Deadline promise : promises) {
            for (String clause :
                    file.plan().clausesOfDeadline(promise.what(), file.crisis().level())) {
                items.computeIfAbsent(clause, first -> new ArrayList<>()).add(promise(promise));
            }
        }
        return items.entrySet().stream()
                .map(clause -> new Clause(clause.getKey(), worthTelling(clause.getValue())))
                .toList();
    }

    /** What only stands around the work and did not happen says nothing where there is something else. */
    private static List<Item> worthTelling(List<Item> all) {
        List<Item> some = all.stream()
                .filter(item -> item.own() || item.state() != State.SKIPPED)
                .toList();
        return some.isEmpty() ? all : some;
    }

    Map<State, Long> counts(List<Clause> clauses) {
        return clauses.stream()
                .collect(Collectors.groupingBy(Clause::state, () -> new EnumMap<>(State.class), Collectors.counting()));
    }

    static String key(String process, String element) {
        return process + " " + element;
    }

    /** What is done only when something fails is no part of what a clause asks for, unless it is done. */
    private static boolean isOwn(Node node, boolean happened) {
        return WORK.contains(node.type()) && (happened || node.form() == null || !BY_HAND_FORMS.contains(node.form()));
    }

    private Item element(Node node) {
        List<Visit> all = visits.getOrDefault(key(node.process(), node.id()), List.of());
        if (all.isEmpty()) {
            Skipped.Found found = skipped.why(node);
            return new Item(
                    node.name(),
                    Kind.ELEMENT,
                    isOwn(node, false),
                    found.state(),
                    found.why(),
                    0,
                    null,
                    null,
                    null,
                    found.link());
        }
        Visit open = all.stream().filter(Visit::isOpen).findFirst().orElse(null);
        List<Visit> done = all.stream()
                .filter(visit -> !visit.isOpen() && !visit.cancelled())
                .toList();
        Visit last = open != null ? open : done.isEmpty() ? all.get(all.size() - 1) : done.get(done.size() - 1);
        Duration late = all.stream()
                .map(this::late)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        State state = open != null
                ? late(open) != null ? State.OVERDUE : State.OPEN
                : done.isEmpty()
                        ? State.CANCELLED
                        : late != null ? State.LATE : isByHand(node) ? State.BY_HAND : State.DONE;
        Act act = last.task() == null ? null : completed.get(last.task());
        return new Item(
                node.name(),
                Kind.ELEMENT,
                isOwn(node, true),
                state,
                state == State.CANCELLED ? Why.of("taken-back") : null,
                all.size(),
                last.end() == null ? last.start() : last.end(),
                act == null ? null : act.actor(),
                late,
                act != null ? "#" + TimelineChapter.anchor(act.seq()) : Links.history(last.instance()));
    }

    /** Done where the product could not, or where an administrator reached in. */
    private boolean isByHand(Node node) {
        return node.form() != null && BY_HAND_FORMS.contains(node.form())
                || interventions.stream().anyMatch(told -> told.contains(node.id()));
    }

    private @Nullable Duration late(Visit visit) {
        DueTask task = visit.task() == null ? null : file.engine().tasks().get(visit.task());
        if (task == null || task.due() == null || visit.cancelled()) {
            return null;
        }
        Instant end = visit.end() == null ? now : visit.end();
        return task.due().isBefore(end) ? Duration.between(task.due(), end) : null;
    }

    /** Rules of the tables that the processes of this crisis asked; of other tables the engine keeps nothing. */
    private void rules(Map<String, List<Item>> items) {
        Map<String, List<Decided>> fired = new HashMap<>();
        file.engine()
                .decisions()
                .forEach(one -> one.rules()
                        .forEach(rule -> fired.computeIfAbsent(rule, first -> new ArrayList<>())
                                .add(one)));
        Set<String> asked = file.plan().rules().stream()
                .filter(rule -> fired.containsKey(rule.id()))
                .map(Rule::file)
                .collect(Collectors.toSet());
        Map<String, List<Rule>> alike = new LinkedHashMap<>();
        file.plan().rules().stream()
                .filter(rule -> !rule.id().isEmpty() && asked.contains(rule.file()))
                .forEach(rule -> alike.computeIfAbsent(
                                rule.clause() + rule.name() + rule.text(), first -> new ArrayList<>())
                        .add(rule));
        // a rule that speaks of fewer clauses says more of each
        Map<String, Long> clausesOfRule =
                file.plan().rules().stream().collect(Collectors.groupingBy(Rule::id, Collectors.counting()));
        List<List<Rule>> closest = alike.values().stream()
                .sorted(Comparator.comparing(
                        same -> clausesOfRule.get(same.get(0).id())))
                .toList();
        for (List<Rule> same : closest) {
            Rule rule = same.get(0);
            List<Decided> times = same.stream()
                    .flatMap(one -> fired.getOrDefault(one.id(), List.of()).stream())
                    .distinct()
                    .sorted(Comparator.comparing(Decided::at))
                    .toList();
            Decided last = times.isEmpty() ? null : times.get(times.size() - 1);
            items.computeIfAbsent(rule.clause(), first -> new ArrayList<>())
                    .add(new Item(
                            rule.text().isEmpty() ? rule.name() : rule.text(),
                            Kind.RULE,
                            !rule.text().isEmpty(),
                            last == null ? State.SKIPPED : State.DONE,
                            last == null ? Why.of("no-row", rule.name()) : null,
                            times.size(),
                            last == null ? null : last.at(),
                            null,
                            null,
                            last == null ? null : Links.decision(last.id())));
        }
    }

    private Item promise(Crisis.Deadline promise) {
        Crisis.Outcome outcome = promise.outcome();
        State state = outcome == null
                ? promise.due().isBefore(now) ? State.OVERDUE : State.OPEN
                : switch (outcome) {
                    case MET -> State.DONE;
                    case LATE, MISSED -> State.LATE;
                    case REPLACED, VOID -> State.CANCELLED;
                };
        Instant end = promise.metAt();
        Duration late = state == State.LATE && end != null ? Duration.between(promise.due(), end) : null;
        return new Item(
                promise.what(),
                Kind.PROMISE,
                true,
                state,
                outcome == Crisis.Outcome.MISSED
                        ? Why.of("missed")
                        : outcome == Crisis.Outcome.REPLACED
                                ? Why.of("replaced")
                                : outcome == Crisis.Outcome.VOID ? Why.of("void") : null,
                1,
                end == null ? promise.due() : end,
                null,
                late,
                "#deadlines");
    }
}
