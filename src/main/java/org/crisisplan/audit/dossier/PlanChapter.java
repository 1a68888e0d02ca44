package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.plan.PlanLog;
import org.crisisplan.plan.PlanVersion;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The versions of the plan that governed the crisis, who deployed them, and what became of the plan while it ran. */
@Component
@Order(1600)
class PlanChapter implements Chapter {

    private final PlanLog plans;

    PlanChapter(PlanLog plans) {
        this.plans = plans;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        Set<String> versions = new LinkedHashSet<>();
        file.acts().stream().map(Act::planVersion).forEach(versions::add);
        versions.add(file.crisis().planVersion());
        List<Row> rows = new ArrayList<>();
        versions.forEach(version -> plans.of(version)
                .ifPresentOrElse(
                        entry -> rows.add(row(version, entry, words)),
                        () -> rows.add(
                                Row.of(Cell.of(version), Cell.EMPTY, Cell.EMPTY, Cell.EMPTY, Cell.EMPTY, Cell.EMPTY))));
        return new Section(
                "plan",
                words.say("dossier.plan"),
                "",
                List.of(
                        new Table(
                                "versions",
                                "",
                                words.columns("plan", "deployed", "who", "origin", "deployment", "files"),
                                rows),
                        new Table(
                                "changes",
                                words.say("dossier.planChanges"),
                                words.columns("when", "what", "values", "who"),
                                file.acts(ActKind.PLAN_CHANGED, ActKind.PLAN_DEPLOYED)
                                        .map(act -> Row.of(
                                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                                Cell.of(words.kind(act.kind())),
                                                Cell.of(words.told(act)),
                                                Cell.of(words.who(act.actor()))))
                                        .toList())));
    }

    private static Row row(String version, PlanLog.Entry entry, Words words) {
        PlanVersion deployed = entry.version();
        return Row.of(
                Cell.to("/plan", version),
                words.at(deployed.at()),
                Cell.of(deployed.by() == null ? words.say("dossier.theProduct") : words.person(deployed.by())),
                Cell.of(words.maybe("plan.origin." + entry.origin()).orElse(entry.origin())
                        + (deployed.detail().isEmpty() ? "" : "\n" + deployed.detail())),
                Cell.of(deployed.deployment()),
                Cell.of(entry.changes().entrySet().stream()
                        .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(change ->
                                words.maybe("plan.change." + change.getKey()).orElse(change.getKey())
                                        + words.colon()
                                        + change.getValue())
                        .sorted()
                        .collect(Collectors.joining("\n"))));
    }
}
