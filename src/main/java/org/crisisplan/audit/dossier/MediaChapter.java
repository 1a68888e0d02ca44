package org.crisisplan.audit.dossier;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.media.inquiry.Inquiry;
import org.crisisplan.media.inquiry.InquiryLog;
import org.crisisplan.media.rumour.Rumour;
import org.crisisplan.media.rumour.RumourRegister;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the house was asked and with which approved text it answered, and what was said that may not be true (R48). */
@Component
@Order(1200)
class MediaChapter implements Chapter {

    private final InquiryLog inquiries;
    private final RumourRegister rumours;

    MediaChapter(InquiryLog inquiries, RumourRegister rumours) {
        this.inquiries = inquiries;
        this.rumours = rumours;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        return new Section(
                "media", words.say("dossier.media"), "", List.of(inquiries(file, words), rumours(file, words)));
    }

    private Table inquiries(CaseFile file, Words words) {
        return new Table(
                "inquiries",
                words.say("dossier.inquiries"),
                words.columns("number", "when", "from", "question", "due", "outcome", "who"),
                inquiries.of(file.number()).stream()
                        .sorted(Comparator.comparingInt(Inquiry::ordinal))
                        .map(inquiry -> inquiry(inquiry, words))
                        .toList());
    }

    private static Row inquiry(Inquiry inquiry, Words words) {
        Instant due = inquiry.answerBy();
        Instant settled = inquiry.settledAt() == null ? words.now() : inquiry.settledAt();
        boolean late = due != null && due.isBefore(settled);
        String state = words.say("dossier.inquiry." + inquiry.state().word())
                + (inquiry.settledAt() == null ? "" : " " + words.time(inquiry.settledAt()))
                + (inquiry.reason() == null || inquiry.reason().isEmpty() ? "" : "\n" + inquiry.reason());
        Cell outcome = inquiry.statement() == null
                ? Cell.of(state, late ? Tone.BAD : Tone.PLAIN)
                : new Cell(state, "#statement-" + inquiry.statement(), late ? Tone.LATE : Tone.GOOD);
        return Row.of(
                Cell.of(String.valueOf(inquiry.ordinal())),
                words.at(inquiry.askedAt()),
                words.erasable(inquiry.from()),
                words.erasable(inquiry.question()),
                words.at(due),
                outcome,
                Cell.of(words.person(inquiry.settledBy())));
    }

    private Table rumours(CaseFile file, Words words) {
        return new Table(
                "rumours",
                words.say("dossier.rumours"),
                words.columns("number", "when", "claim", "reach", "verdict", "source", "who"),
                rumours.of(file.number()).stream()
                        .sorted(Comparator.comparingInt(Rumour::ordinal))
                        .map(rumour -> Row.of(
                                Cell.of(String.valueOf(rumour.ordinal())),
                                words.at(rumour.firstSeen()),
                                words.erasable((rumour.claim() + "\n" + rumour.seenAt()).strip()),
                                Cell.of(Objects.toString(rumour.reach(), "")),
                                Cell.of(
                                        words.maybe("dossier.rumour." + rumour.verdict())
                                                        .orElse(rumour.verdict())
                                                + (rumour.judgedAt() == null
                                                        ? ""
                                                        : " " + words.time(rumour.judgedAt())),
                                        rumour.isOpen() ? Tone.LATE : Tone.PLAIN),
                                Cell.of(rumour.source()),
                                Cell.of(words.person(
                                        rumour.judgedBy() == null ? rumour.notedBy() : rumour.judgedBy()))))
                        .toList());
    }
}
