package org.crisisplan.publish;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.publish.figures.Figure.Kind;
import org.crisisplan.publish.figures.Figure.Subject;
import org.crisisplan.publish.figures.FigureCheck;
import org.crisisplan.publish.figures.KnownFigure;
import org.springframework.stereotype.Component;

/** What the author and the approvers are shown beside a draft: which fact stands behind each figure, and what is different. */
@Component
class StatementReview {

    /** As much as a variable of the engine holds. */
    private static final int LONGEST_NOTE = 3900;

    /** The facts that are numbers, and what they speak of. */
    private static final Map<String, KnownAs> NUMBERS = Map.of(
            DraftFacts.LEAKED_USERS,
            new KnownAs(Kind.USERS, Subject.LEAKED),
            "affectedUsers",
            new KnownAs(Kind.USERS, Subject.AFFECTED),
            "compensationUsers",
            new KnownAs(Kind.USERS, Subject.COMPENSATION),
            "compensationAmount",
            new KnownAs(Kind.MONEY, Subject.COMPENSATION));

    private final DraftFacts facts;
    private final Crises crises;
    private final CrisisRecord record;
    private final StatementRepository records;
    private final Clock clock;

    StatementReview(DraftFacts facts, Crises crises, CrisisRecord record, StatementRepository records, Clock clock) {
        this.facts = facts;
        this.crises = crises;
        this.record = record;
        this.records = records;
        this.clock = clock;
    }

    private record KnownAs(Kind kind, Subject subject) {}

    FigureCheck.Found figures(StatementText text, Crisis crisis, DelegateExecution step) {
        List<FigureCheck.Earlier> earlier = records.published(crisis.number()).stream()
                .filter(statement -> !statement.processInstance().equals(step.getProcessInstanceId()))
                .map(statement -> new FigureCheck.Earlier(
                        statement.draftedAt(),
                        statement.text().titleEn() + "\n" + statement.text().textEn(),
                        statement.text().titleZh() + "\n" + statement.text().textZh()))
                .toList();
        return FigureCheck.check(
                text.titleEn() + "\n" + text.textEn(),
                text.titleZh() + "\n" + text.textZh(),
                known(crisis, step),
                earlier,
                zone(),
                clock.instant());
    }

    private List<KnownFigure> known(Crisis crisis, DelegateExecution step) {
        List<KnownFigure> known = new ArrayList<>();
        String number = crisis.number();
        NUMBERS.forEach((name, as) -> {
            if (facts.value(step, name) instanceof Number value) {
                Optional<Act> told = record.last(number, ActKind.FACT_TOLD, name);
                known.add(KnownFigure.number(
                        as.kind(),
                        as.subject(),
                        new BigDecimal(value.toString()),
                        told.map(act -> ", told " + who(act)).orElse(""),
                        told.map(act -> "（" + who(act) + " 告知）").orElse("")));
            }
        });
        crises.moment(number, Milestones.BEGAN).ifPresent(at -> known.add(time(Subject.BEGAN, at)));
        known.add(time(Subject.LEARNED, crisis.openedAt()));
        facts.recovered(step).ifPresent(at -> known.add(time(Subject.RECOVERED, at)));
        facts.nextUpdate(crisis, step).ifPresent(at -> known.add(time(Subject.NEXT_UPDATE, at)));
        return known;
    }

    private static KnownFigure time(Subject subject, Instant at) {
        return KnownFigure.time(subject, at, "", "");
    }

    private String who(Act act) {
        String by = act.actor().groups().isEmpty()
                ? act.actor().kind().word()
                : String.join(", ", act.actor().groups());
        return DateTimeFormatter.ofPattern("MM-dd HH:mm").format(act.at().atZone(zone())) + " · " + by;
    }

    /** The note for the approvers, each figure on a line in English and on the next in Chinese; empty if the text has no figure. */
    static String note(FigureCheck.Found found) {
        List<String> lines = new ArrayList<>();
        found.contradictions().forEach(note -> lines.addAll(List.of("≠ " + note.en(), "≠ " + note.zh())));
        found.backed().forEach(note -> lines.addAll(List.of("= " + note.en(), "= " + note.zh())));
        return StatementTemplates.shortened(String.join("\n", lines), LONGEST_NOTE);
    }

    /** What is new since the version before, or since the last text that the public has read; empty if there is neither. */
    String changes(StatementText text, Statement before) {
        Optional<Statement> published = records.published(before.crisis()).stream()
                .filter(statement -> !statement.processInstance().equals(before.processInstance()))
                .reduce((earlier, later) -> later);
        Optional<Statement> compared = before.submitted() ? Optional.of(before) : published;
        return compared.map(statement -> {
                    String head = before.submitted()
                            ? "Since version %d, which was sent back 与退回的第 %d 版相比:"
                                    .formatted(before.version(), before.version())
                            : "Since the last text that was approved 与上一份已批准的声明相比:";
                    List<String> changes = TextChanges.between(inOne(statement.text()), inOne(text));
                    return head + "\n" + (changes.isEmpty() ? "nothing 无变化" : String.join("\n", changes));
                })
                .map(note -> StatementTemplates.shortened(note, LONGEST_NOTE))
                .orElse("");
    }

    private static String inOne(StatementText text) {
        return String.join("\n", text.titleZh(), text.textZh(), text.titleEn(), text.textEn());
    }

    /** When the text says that we speak next. */
    Optional<Instant> promised(StatementText text) {
        return FigureCheck.promised(text.textEn(), zone(), clock.instant())
                .or(() -> FigureCheck.promised(text.textZh(), zone(), clock.instant()));
    }

    static String sentence(FigureCheck.Found found) {
        return found.contradictions().stream().map(FigureCheck.Note::toString).collect(Collectors.joining(" "));
    }

    private ZoneId zone() {
        return clock.getZone();
    }
}
