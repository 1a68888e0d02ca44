package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What administrators did to the crisis's processes and record, and who took the record along. */
@Component
@Order(1500)
class OperationsChapter implements Chapter {

    @Override
    public Section of(CaseFile file, Words words) {
        return new Section(
                "operations",
                words.say("dossier.operations"),
                words.say("dossier.operations.about"),
                List.of(new Table(
                        "operations",
                        "",
                        words.columns("when", "who", "what", "values"),
                        file.acts(
                                        ActKind.INTERVENED,
                                        ActKind.CANCELLED,
                                        ActKind.PLAN_CHANGED,
                                        ActKind.WORDS_ERASED,
                                        ActKind.HOLD_PLACED,
                                        ActKind.HOLD_RELEASED,
                                        ActKind.DATA_REMOVED,
                                        ActKind.EXPORTED)
                                .map(act -> Row.of(
                                        Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                        Cell.of(words.who(act.actor())),
                                        Cell.of(what(act, words)),
                                        Cell.of(words.told(act))))
                                .toList())));
    }

    /** What is done in the engine is called by the engine's own name of it. */
    private static String what(Act act, Words words) {
        String subject = act.kind() == ActKind.INTERVENED ? act.subject().replaceFirst("Cmd$", "") : words.subject(act);
        return Stream.of(words.kind(act.kind()), subject)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(words.colon()));
    }
}
