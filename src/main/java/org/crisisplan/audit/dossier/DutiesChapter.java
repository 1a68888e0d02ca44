package org.crisisplan.audit.dossier;

import java.time.Instant;
import java.util.List;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.duty.CrisisDuties;
import org.crisisplan.duty.DutyFiling;
import org.crisisplan.duty.DutyLine;
import org.crisisplan.duty.DutyState;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whom the law wanted told, by when, and what was filed (R91). */
@Component
@Order(1250)
class DutiesChapter implements Chapter {

    private final CrisisDuties duties;
    private final Crises crises;

    DutiesChapter(CrisisDuties duties, Crises crises) {
        this.duties = duties;
        this.crises = crises;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        List<DutyLine> lines = duties.of(crises.find(file.number()).orElseThrow());
        Block first = lines.isEmpty()
                ? words.nothing("dossier.duties.none")
                : new Table(
                        "duties",
                        "",
                        words.columns(
                                "duty", "to", "article", "state", "countedFrom", "byLaw", "byPlan", "filed", "who"),
                        lines.stream().map(line -> row(line, words)).toList());
        return new Section(
                "duties",
                words.say("dossier.duties"),
                words.say("dossier.duties.about"),
                List.of(
                        first,
                        new Table(
                                "acts",
                                "",
                                words.columns("when", "what", "values", "who"),
                                file.acts(
                                                ActKind.DUTY_FOUND,
                                                ActKind.DUTY_JUDGED,
                                                ActKind.DUTY_RECEIPT_KEPT,
                                                ActKind.DUTY_FILED,
                                                ActKind.DUTY_REHEARSED,
                                                ActKind.DUTY_MISSED)
                                        .map(act -> Row.of(
                                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                                Cell.of(words.kind(act.kind())
                                                        + words.colon()
                                                        + words.name(act.subject())),
                                                Cell.of(words.told(act)),
                                                Cell.of(words.who(act.actor()))))
                                        .toList())));
    }

    private static Row row(DutyLine line, Words words) {
        DutyFiling filing = line.filing();
        String state = words.say("dossier.duty.state." + line.state().word())
                + (line.on() ? "" : " · " + words.say("dossier.duty.off"))
                + (line.missed() ? " · " + words.say("dossier.duty.missed") : "");
        Tone tone = line.missed()
                ? Tone.BAD
                : line.state() == DutyState.FILED ? Tone.GOOD : line.on() ? Tone.PLAIN : Tone.MUTED;
        return Row.of(
                Cell.of(line.duty()),
                Cell.of(words.half(line.authority())),
                Cell.of(line.article()),
                Cell.of(state, tone),
                words.at(line.from()),
                law(line, words),
                words.at(line.planDue()),
                filed(filing, words),
                Cell.of(words.person(
                        filing != null
                                ? filing.by()
                                : line.ruling() == null ? null : line.ruling().by())));
    }

    private static Cell law(DutyLine line, Words words) {
        @Nullable Instant due = line.lawDue();
        return due != null
                ? words.at(due)
                : Cell.of(line.isAtOnce() ? words.say("dossier.duty.atOnce") : "", Tone.MUTED);
    }

    private static Cell filed(@Nullable DutyFiling filing, Words words) {
        if (filing == null) {
            return Cell.EMPTY;
        }
        return filing.filedAs().isEmpty()
                ? words.erasable("")
                : Cell.of(words.say("dossier.duties.filed", words.time(filing.filedAt()), filing.filedAs()));
    }
}
