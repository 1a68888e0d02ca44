package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.Objects;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.notify.MailLog;
import org.crisisplan.notify.MailLog.LoggedMail;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every mail and chat message about the crisis, and what the servers said of it. */
@Component
@Order(800)
class MailsChapter implements Chapter {

    private final MailLog deliveries;

    MailsChapter(MailLog deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        return new Section(
                "mails",
                words.say("dossier.mails"),
                "",
                List.of(
                        new Table(
                                "mails",
                                "",
                                words.columns("written", "way", "kind", "to", "subject", "state", "answer"),
                                deliveries.of(file.number()).stream()
                                        .map(line -> row(line, words))
                                        .toList()),
                        refused(file, words)));
    }

    private static Row row(LoggedMail line, Words words) {
        return Row.of(
                words.at(line.created()),
                Cell.of(words.say("dossier.way." + line.way())),
                Cell.of(words.maybe("notify.kind." + line.kind()).orElse(line.kind())),
                Cell.of(
                        line.way().equals("chat")
                                ? line.recipient()
                                : words.person(line.user()) + "\n" + line.recipient()),
                Cell.of(line.subject()),
                Cell.of(
                        (words.maybe("notify.state." + line.state()).orElse(line.state()) + " "
                                                + words.time(line.sentAt()))
                                        .strip()
                                + (line.together() ? "\n" + words.say("dossier.together") : "")
                                + (line.attempts() > 1 ? "\n" + words.say("dossier.attempts", line.attempts()) : ""),
                        line.state().equals("failed") ? Tone.BAD : Tone.PLAIN),
                Cell.of(Objects.requireNonNullElse(line.error(), "")));
    }

    /** What servers would not take, as the record holds it. */
    private static Table refused(CaseFile file, Words words) {
        return new Table(
                "refused",
                words.say("dossier.refusedMails"),
                words.columns("when", "kind", "to", "answer"),
                file.acts(ActKind.MAIL_FAILED, ActKind.CHAT_FAILED)
                        .map(act -> refused(act, words))
                        .toList());
    }

    private static Row refused(Act act, Words words) {
        String kind = String.valueOf(act.after().get("kind"));
        return Row.of(
                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                Cell.of(words.maybe("notify.kind." + kind).orElse(kind)),
                Cell.of(words.person(act.subject())),
                words.written(act, "answer"));
    }
}
