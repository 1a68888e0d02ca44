package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How the response was led (R24, R43): what management was told, what was decided and why, and who handed the lead over to whom. */
@Component
@Order(650)
class LeadershipChapter implements Chapter {

    private static final List<String> SECTIONS = List.of("conditions", "actions", "needs", "next");

    @Override
    public Section of(CaseFile file, Words words) {
        return new Section(
                "leadership",
                words.say("dossier.leadership"),
                "",
                List.of(
                        new Table(
                                "decision-log",
                                words.say("dossier.decisionLog"),
                                words.columns("when", "who", "decision", "options", "known", "why"),
                                file.acts(ActKind.DECISION_LOGGED)
                                        .map(act -> row(act, words, "decision", "options", "known", "why"))
                                        .toList()),
                        new Table(
                                "handovers",
                                words.say("dossier.handovers"),
                                words.columns("when", "who", "from", "to", "openPoints"),
                                file.acts(ActKind.LEAD_HANDED_OVER)
                                        .map(act -> handover(act, words))
                                        .toList()),
                        new Table(
                                "situation-reports",
                                words.say("dossier.situationReports"),
                                words.columns("number", "when", "text"),
                                file.acts(ActKind.SITUATION_REPORTED)
                                        .map(act -> report(act, words))
                                        .toList())));
    }

    private static Row row(Act act, Words words, String... names) {
        return Row.of(Stream.concat(
                        Stream.of(when(act, words), Cell.of(words.who(act.actor()))),
                        Stream.of(names).map(name -> Cell.of(said(act, name, words))))
                .toArray(Cell[]::new));
    }

    private static Row handover(Act act, Words words) {
        return Row.of(
                when(act, words),
                Cell.of(words.who(act.actor())),
                Cell.of(String.valueOf(act.before().getOrDefault("lead", ""))),
                Cell.of(String.valueOf(act.after().getOrDefault("lead", ""))),
                Cell.of(said(act, "openPoints", words)));
    }

    private static Row report(Act act, Words words) {
        return Row.of(Cell.of(act.subject()), when(act, words), Cell.of(text(act, words)));
    }

    private static String text(Act act, Words words) {
        return act.words() != null && act.words().get(words.language().getLanguage()) instanceof Map<?, ?> report
                ? SECTIONS.stream()
                        .map(section -> words.say("dossier.situation." + section) + "\n" + report.get(section))
                        .collect(Collectors.joining("\n"))
                : words.say("dossier.situation.erased");
    }

    private static Cell when(Act act, Words words) {
        return Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at()));
    }

    private static String said(Act act, String name, Words words) {
        return act.words() == null
                ? words.say("dossier.situation.erased")
                : String.valueOf(act.words().getOrDefault(name, ""));
    }
}
