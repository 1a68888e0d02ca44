package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Value;
import org.crisisplan.audit.dossier.Block.Values;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What it cost: the formula of the plan version, the figures that people entered, what came of it, and who confirmed what (R39, R88, R89). */
@Component
@Order(1000)
class LossChapter implements Chapter {

    private static final String TABLE = "loss";
    private static final String ESTIMATE_FORM = "estimate-loss";
    private static final String CONFIRMED = "confirmedLoss";
    private static final Set<String> FIGURES = Set.of(
            "directLoss",
            "indirectLossLow",
            "indirectLossLikely",
            "indirectLossHigh",
            "totalLossLow",
            "totalLossLikely",
            "totalLossHigh",
            "legalProvision",
            CONFIRMED);

    @Override
    public Section of(CaseFile file, Words words) {
        List<Block> blocks = new ArrayList<>();
        Set<String> estimates = file.plan().stepsWith(ESTIMATE_FORM);
        blocks.add(new Table(
                "inputs",
                words.say("dossier.lossInputs"),
                words.columns("when", "who", "answers"),
                file.acts(ActKind.TASK_COMPLETED)
                        .filter(act -> estimates.contains(act.subject()))
                        .map(act -> row(act, words))
                        .toList()));
        blocks.add(new Table(
                "figures",
                words.say("dossier.lossFigures"),
                words.columns("when", "what", "value", "who"),
                file.acts(ActKind.FACT_TOLD)
                        .filter(act -> FIGURES.contains(act.subject()))
                        .map(act -> figure(act, words))
                        .toList()));
        blocks.add(new Table(
                "confirmed",
                words.say("dossier.lossConfirmed"),
                words.columns("when", "who", "answers"),
                file.acts(ActKind.TASK_COMPLETED)
                        .filter(act -> act.after().containsKey(CONFIRMED))
                        .map(act -> row(act, words))
                        .toList()));
        List<Value> formula = file.plan().formulas(TABLE).stream()
                .map(one -> new Value(words.half(one.name()), Cell.of(one.text())))
                .toList();
        if (!formula.isEmpty()) {
            blocks.add(new Values(words.say("dossier.lossFormula", file.crisis().planVersion()), formula));
        }
        return new Section("loss", words.say("dossier.loss"), words.say("dossier.loss.about"), blocks);
    }

    private static Row row(Act act, Words words) {
        return Row.of(
                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                Cell.of(words.who(act.actor())),
                Cell.of(words.told(act)));
    }

    private static Row figure(Act act, Words words) {
        return Row.of(
                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                Cell.of(words.name(act.subject())),
                Cell.of(words.change(
                        Stream.ofNullable(act.before().get("value"))
                                .map(value -> words.value(act.subject(), value))
                                .findFirst()
                                .orElse(null),
                        words.value(act.subject(), act.after().get("value")))),
                Cell.of(words.who(act.actor())));
    }
}
