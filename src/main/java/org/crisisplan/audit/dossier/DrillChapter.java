package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Mark;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Text;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.audit.dossier.Block.Value;
import org.crisisplan.audit.dossier.Block.Values;
import org.crisisplan.drill.DrillDesk;
import org.crisisplan.drill.Rehearsal;
import org.crisisplan.drill.Scorecard;
import org.crisisplan.drill.Scorecards;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Of a drill, its scorecard and its evaluation (R61); of a crisis, that it is none. */
@Component
@Order(150)
class DrillChapter implements Chapter {

    private static final List<String> POINTS = List.of(
            "drillExecution", "drillPlanFitness", "drillCommand", "drillHandling", "drillEquipment", "drillAdvice");

    private final DrillDesk drills;
    private final Scorecards scorecards;

    DrillChapter(DrillDesk drills, Scorecards scorecards) {
        this.drills = drills;
        this.scorecards = scorecards;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        List<Block> blocks = drills.find(file.number())
                .map(drill -> blocks(drill, words))
                .orElseGet(() -> List.of(Text.said(words.say("dossier.drill.none"), Mark.MUTED)));
        return new Section("drill", words.say("dossier.drill"), "", blocks);
    }

    private List<Block> blocks(Rehearsal drill, Words words) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Values(
                "",
                List.of(
                        new Value(words.say("dossier.drill.scenario"), Cell.of(drill.scenario())),
                        new Value(
                                words.say("dossier.drill.how"),
                                Cell.of(words.say("dossier.drill.standing." + drill.standing()))),
                        new Value(words.say("dossier.drill.led"), Cell.of(words.group(drill.leadGroup()))),
                        new Value(
                                words.say("dossier.drill.ordered"),
                                Cell.of(
                                        drill.orderedBy().isEmpty()
                                                ? words.say("dossier.drill.bySchedule")
                                                : words.person(drill.orderedBy()))))));
        scorecards.of(drill).ifPresent(scorecard -> add(scorecard, blocks, words));
        Map<String, String> said = scorecards.evaluationOf(drill);
        if (!said.isEmpty()) {
            blocks.add(new Values(
                    words.say("dossier.drill.evaluation"),
                    POINTS.stream()
                            .filter(said::containsKey)
                            .map(point -> new Value(
                                    words.say("dossier.drill.point." + point),
                                    Cell.of(String.valueOf(said.get(point)))))
                            .toList()));
        }
        return blocks;
    }

    private static void add(Scorecard scorecard, List<Block> blocks, Words words) {
        blocks.add(new Table(
                "drill-clauses",
                words.say("dossier.drill.clauses"),
                List.of(
                        words.say("dossier.drill.clause"),
                        words.say("dossier.drill.outcome"),
                        words.say("dossier.drill.again.short")),
                scorecard.clauses().stream()
                        .map(one -> Row.of(
                                Cell.of(one.clause()),
                                Cell.of(words.say("dossier.drill.clause." + one.outcome()), tone(one.outcome())),
                                Cell.of(one.again() ? words.say("dossier.drill.again.yes") : "")))
                        .toList()));
        blocks.add(new Table(
                "drill-hand-offs",
                words.say("dossier.drill.handOffs"),
                List.of(
                        words.say("dossier.drill.department"),
                        words.say("dossier.drill.asked"),
                        words.say("dossier.drill.done"),
                        words.say("dossier.drill.late")),
                scorecard.handOffs().stream()
                        .map(one -> Row.of(
                                Cell.of(words.group(one.department())),
                                Cell.of(String.valueOf(one.asked())),
                                Cell.of(String.valueOf(one.done())),
                                Cell.of(String.valueOf(one.late()), one.late() > 0 ? Tone.LATE : Tone.PLAIN)))
                        .toList()));
    }

    private static Tone tone(String outcome) {
        return switch (outcome) {
            case "reached" -> Tone.GOOD;
            case "late" -> Tone.LATE;
            default -> Tone.BAD;
        };
    }
}
