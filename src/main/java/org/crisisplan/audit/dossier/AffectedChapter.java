package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.MailingProgress;
import org.crisisplan.mailing.Mailings;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Who was affected and who outside was told, in numbers only (R33, R47). */
@Component
@Order(1300)
class AffectedChapter implements Chapter {

    private static final List<String> FACTS =
            List.of("affectedUsers", "affectedRegions", "affectedBusinessLines", "leakedUsers", "outageScope");

    private final Mailings mailings;

    AffectedChapter(Mailings mailings) {
        this.mailings = mailings;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        return new Section(
                "affected",
                words.say("dossier.affected"),
                words.say("dossier.affected.about"),
                List.of(facts(file, words), told(file, words), lists(file, words)));
    }

    private static Table facts(CaseFile file, Words words) {
        return new Table(
                "facts",
                words.say("dossier.affectedFacts"),
                words.columns("when", "what", "value", "who"),
                file.acts(ActKind.FACT_TOLD)
                        .filter(act -> FACTS.contains(act.subject()))
                        .map(act -> Row.of(
                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                Cell.of(words.name(act.subject())),
                                Cell.of(words.told(act)),
                                Cell.of(words.who(act.actor()))))
                        .toList());
    }

    private Table told(CaseFile file, Words words) {
        return new Table(
                "told",
                words.say("dossier.toldOutside"),
                words.columns("when", "audience", "subject", "reached", "notReached", "inDoubt", "state"),
                mailings.of(file.number()).stream()
                        .map(mailing -> row(mailing, mailings.progress(mailing.id()), words))
                        .toList());
    }

    private static Row row(Mailing mailing, MailingProgress progress, Words words) {
        String subject = mailing.texts().stream()
                .filter(text -> text.language().equals(words.isChinese() ? "zh" : "en"))
                .map(Mailing.Text::subject)
                .findFirst()
                .orElse("");
        return Row.of(
                words.at(mailing.openedAt()),
                Cell.of(words.maybe("board.live.mailing." + mailing.source()).orElse(mailing.source())),
                Cell.of(subject),
                Cell.of(progress.sent() + " / " + progress.total()),
                Cell.of(String.valueOf(progress.notReached()), progress.notReached() > 0 ? Tone.BAD : Tone.PLAIN),
                Cell.of(String.valueOf(progress.inDoubt()), progress.inDoubt() > 0 ? Tone.LATE : Tone.PLAIN),
                progress.total() == 0 && progress.filled()
                        ? Cell.of(words.say("dossier.nobodyListed"), Tone.MUTED)
                        : progress.endedAt() == null
                                ? Cell.of(words.say("dossier.open"), Tone.LATE)
                                : words.at(progress.endedAt()));
    }

    private static Table lists(CaseFile file, Words words) {
        return new Table(
                "lists",
                words.say("dossier.lists"),
                words.columns("when", "what", "values", "who"),
                file.acts(
                                ActKind.AFFECTED_BROUGHT,
                                ActKind.AFFECTED_REMOVED,
                                ActKind.AFFECTED_ERASED,
                                ActKind.ADDED_TOLD,
                                ActKind.MAILING_SENT_AGAIN,
                                ActKind.DOUBT_DECIDED,
                                ActKind.MAILING_ENDED,
                                ActKind.OUTCOME_EXPORTED)
                        .map(act -> Row.of(
                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                Cell.of(what(act, words)),
                                Cell.of(words.told(act)),
                                Cell.of(words.who(act.actor()))))
                        .toList());
    }

    private static String what(Act act, Words words) {
        return Stream.of(words.kind(act.kind()), words.subject(act))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(words.colon()));
    }
}
