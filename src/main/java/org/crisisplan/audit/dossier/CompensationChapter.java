package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.List;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Value;
import org.crisisplan.audit.dossier.Block.Values;
import org.crisisplan.compensation.LedgerDesk;
import org.crisisplan.crisis.record.ActKind;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What users got, who approved it for how many, and how many have it (R57). */
@Component
@Order(1100)
class CompensationChapter implements Chapter {

    private final LedgerDesk ledgers;

    CompensationChapter(LedgerDesk ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        List<Block> blocks = new ArrayList<>();
        ledgers.of(file.number())
                .ifPresentOrElse(
                        standing -> {
                            List<Value> values = new ArrayList<>();
                            values.add(new Value(
                                    words.say("dossier.compensation.what"),
                                    Cell.to(
                                            "/crises/" + file.number() + "/compensation",
                                            words.compensation(standing.ledger().kind()) + " "
                                                    + standing.ledger().amount().toPlainString() + " "
                                                    + standing.currency())));
                            values.add(new Value(
                                    words.say("dossier.compensation.approved"),
                                    Cell.of(standing.ledger().approvedUsers() + " · "
                                            + words.person(standing.ledger().approvedBy()))));
                            values.add(new Value(
                                    words.say("dossier.compensation.listed"),
                                    Cell.of(String.valueOf(standing.listed()))));
                            standing.counts()
                                    .forEach((state, count) -> values.add(new Value(
                                            words.say("board.compensation.state." + state.word()),
                                            Cell.of(String.valueOf(count)))));
                            blocks.add(new Values("", values));
                        },
                        () -> blocks.add(words.nothing("dossier.compensation.none")));
        blocks.add(new Table(
                "acts",
                "",
                words.columns("when", "what", "values", "who"),
                file.acts(
                                ActKind.COMPENSATION_APPROVED,
                                ActKind.COMPENSATION_ISSUED,
                                ActKind.COMPENSATION_RECONCILED,
                                ActKind.COMPENSATION_TAKEN)
                        .map(act -> Row.of(
                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                Cell.of(words.kind(act.kind()) + words.colon() + words.subject(act)),
                                Cell.of(words.told(act)),
                                Cell.of(words.who(act.actor()))))
                        .toList()));
        return new Section("compensation", words.say("dossier.compensation"), "", blocks);
    }
}
