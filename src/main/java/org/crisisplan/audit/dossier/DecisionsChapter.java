package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.audit.dossier.EngineHistory.Decided;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.plan.PlanLog;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Which rule of which version's table decided what, and what it was asked with. */
@Component
@Order(300)
class DecisionsChapter implements Chapter {

    /** The table that says how long each step may take is asked at nearly every step. */
    private static final String TIMES = "deadlines";

    private final PlanLog plans;

    DecisionsChapter(PlanLog plans) {
        this.plans = plans;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        return new Section(
                "decisions",
                words.say("dossier.decisions"),
                words.say("dossier.decisions.about"),
                List.of(
                        grades(file, words),
                        tables("tables", file, one -> !one.table().equals(TIMES), words),
                        tables("times", file, one -> one.table().equals(TIMES), words)));
    }

    private static Table grades(CaseFile file, Words words) {
        return new Table(
                "grades",
                words.say("dossier.grades"),
                words.columns("when", "level", "inForce", "because", "known", "who"),
                file.acts(ActKind.GRADED).map(act -> grade(act, words)).toList());
    }

    private static Row grade(Act act, Words words) {
        boolean inForce = Boolean.TRUE.equals(act.after().get("inForce"));
        Object before = act.before().get("level");
        String level = words.level(act.after().get("level") instanceof Number now ? now.intValue() : null);
        return Row.of(
                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                Cell.of(words.change(before instanceof Number was ? words.level(was.intValue()) : null, level)),
                Cell.of(words.yes(inForce), inForce ? Tone.PLAIN : Tone.MUTED),
                Cell.of(words.value("reasons", act.after().get("reasons"))),
                Cell.of(
                        act.after().get("facts") instanceof Map<?, ?> known
                                ? words.value("facts", known)
                                : words.say("dossier.none")),
                Cell.of(words.who(act.actor())));
    }

    private Table tables(String key, CaseFile file, Predicate<Decided> wanted, Words words) {
        Map<String, PlanModel.Rule> rules = file.plan().rules().stream()
                .filter(rule -> !rule.id().isEmpty())
                .collect(Collectors.toMap(PlanModel.Rule::id, rule -> rule, (one, other) -> one));
        Map<String, String> names = file.plan().nodes().stream()
                .collect(Collectors.toMap(PlanModel.Node::id, PlanModel.Node::name, (one, other) -> one));
        return new Table(
                key,
                words.say("dossier." + key),
                words.columns("when", "table", "step", "inputs", "rules", "outputs", "plan"),
                file.engine().decisions().stream()
                        .filter(wanted)
                        .map(one -> table(one, file, rules, names, words))
                        .toList());
    }

    private Row table(
            Decided one, CaseFile file, Map<String, PlanModel.Rule> rules, Map<String, String> names, Words words) {
        String element = one.element();
        return Row.of(
                words.at(one.at()),
                Cell.to(Links.decision(one.id()), words.half(one.name())),
                Cell.of(element == null ? "" : words.half(names.getOrDefault(element, element))),
                Cell.of(one.inputs().entrySet().stream()
                        .map(input -> words.half(input.getKey()) + words.colon() + words.value("", input.getValue()))
                        .collect(Collectors.joining("\n"))),
                Cell.of(one.rules().stream()
                        .map(rule -> rules.containsKey(rule) ? words.rule(rules.get(rule)) : rule)
                        .collect(Collectors.joining("\n"))),
                Cell.of(one.outputs().entrySet().stream()
                        .map(output -> words.name(output.getKey())
                                + words.colon()
                                + words.value(output.getKey(), output.getValue()))
                        .collect(Collectors.joining("\n"))),
                Cell.of(version(one, file)));
    }

    private String version(Decided one, CaseFile file) {
        String deployment = one.deployment();
        return deployment == null || deployment.equals(file.plan().deployment())
                ? file.crisis().planVersion()
                : plans.versionOf(deployment).orElse("?");
    }
}
