package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Mark;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Text;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.audit.dossier.Block.Value;
import org.crisisplan.audit.dossier.Block.Values;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What it was, who reported it and when it reached which milestone. */
@Component
@Order(SummaryChapter.ORDER)
class SummaryChapter implements Chapter {

    static final int ORDER = 100;

    private final Crises crises;

    SummaryChapter(Crises crises) {
        this.crises = crises;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        Crisis crisis = file.crisis();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Values("", values(file, words)));
        blocks.add(milestones(file, words));
        List<Act> erased = file.acts(ActKind.WORDS_ERASED).toList();
        if (!erased.isEmpty()) {
            blocks.add(Text.said(words.say("dossier.erased"), Mark.MUTED));
            blocks.add(new Table(
                    "erased",
                    "",
                    words.columns("when", "who", "act", "why"),
                    erased.stream()
                            .map(act -> Row.of(
                                    words.at(act.at()),
                                    Cell.of(words.who(act.actor())),
                                    act(act, words),
                                    words.written(act, "why")))
                            .toList()));
        }
        return new Section("summary", words.say("dossier.summary"), crisis.title(), blocks);
    }

    /** The act whose words are gone, or of how many they are. */
    private static Cell act(Act erased, Words words) {
        Object act = erased.after().get("act");
        return act == null
                ? Cell.of(words.say(
                        "dossier.erased.acts", String.valueOf(erased.after().get("acts"))))
                : Cell.to("#" + TimelineChapter.anchor(act), String.valueOf(act));
    }

    private static List<Value> values(CaseFile file, Words words) {
        Crisis crisis = file.crisis();
        List<Value> values = new ArrayList<>();
        values.add(new Value(words.say("dossier.number"), Cell.to("/crises/" + crisis.number(), crisis.number())));
        values.add(new Value(
                words.say("dossier.level"),
                Cell.of(words.level(crisis.level()) + " · "
                        + words.say("board.phase." + crisis.phase().word()))));
        values.add(new Value(
                words.say("dossier.kind"),
                Cell.of(crisis.kinds().stream()
                        .sorted()
                        .map(kind -> words.say("board.kind." + kind.name().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.joining(words.between())))));
        file.acts(ActKind.REPORTED).findFirst().ifPresent(reported -> {
            values.add(new Value(words.say("dossier.reportedBy"), Cell.of(words.who(reported.actor()))));
            values.add(new Value(
                    words.say("dossier.reportedAt"),
                    Cell.of(words.time(reported.at()) + "\n" + words.utc(reported.at()))));
            values.add(new Value(words.say("dossier.report"), words.written(reported, "description")));
        });
        values.add(new Value(
                words.say("dossier.endedAt"), ended(crisis.endedAt() != null, words.time(crisis.endedAt()), words)));
        values.add(new Value(
                words.say("dossier.closedAt"), ended(crisis.closedAt() != null, words.time(crisis.closedAt()), words)));
        values.add(new Value(words.say("dossier.planVersion"), Cell.to("#plan", crisis.planVersion())));
        values.add(new Value(
                words.say("dossier.acts"),
                Cell.to(
                        "/crises/" + crisis.number() + "/record",
                        String.valueOf(file.acts().size()))));
        return values;
    }

    private static Cell ended(boolean over, String time, Words words) {
        return over ? Cell.of(time) : Cell.of(words.say("dossier.notYet"), Tone.MUTED);
    }

    private Table milestones(CaseFile file, Words words) {
        return new Table(
                "milestones",
                words.say("dossier.milestones"),
                words.columns("milestone", "when", "utc", "who"),
                crises.milestonesOf(file.number()).entrySet().stream()
                        .map(reached -> Row.of(
                                Cell.of(words.maybe("board.milestone." + reached.getKey())
                                        .orElse(reached.getKey())),
                                words.at(reached.getValue()),
                                Cell.of(words.utc(reached.getValue())),
                                Cell.of(file.acts(ActKind.MILESTONE_REACHED)
                                        .filter(act -> act.subject().equals(reached.getKey()))
                                        .reduce((one, other) -> other)
                                        .map(act -> Objects.requireNonNull(words.who(act.actor())))
                                        .orElse(""))))
                        .toList());
    }
}
