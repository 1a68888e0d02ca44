package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.signals.SignalEvidence;
import org.crisisplan.signals.SignalEvidence.Kept;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The signals behind the crisis and the rules that they fired, kept with the case (R04-R23). */
@Component
@Order(900)
class SignalsChapter implements Chapter {

    private final SignalEvidence evidence;

    SignalsChapter(SignalEvidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        List<SignalEvidence.Rule> rules = evidence.rules(file.number(), words.language());
        List<Block> blocks = new ArrayList<>();
        if (rules.isEmpty()) {
            blocks.add(words.nothing("dossier.signals.none"));
        } else {
            blocks.add(new Table(
                    "rules",
                    words.say("dossier.signals.rules"),
                    words.columns("when", "subjectOfSignal", "what", "clause", "because", "values"),
                    rules.stream()
                            .map(rule -> Row.of(
                                    words.at(rule.at()),
                                    Cell.of(rule.subject()),
                                    Cell.of(words.say("dossier.signals.effect." + rule.effect())),
                                    Cell.of(rule.clause()),
                                    Cell.of(words.half(rule.reason())),
                                    Cell.of(rule.figures())))
                            .toList()));
            blocks.add(new Table(
                    "signals",
                    words.say("dossier.signals.kept"),
                    words.columns("when", "from", "kind", "text"),
                    evidence.signals(file.number()).stream()
                            .map(signal -> row(signal, words))
                            .toList()));
        }
        return new Section("signals", words.say("dossier.signals"), words.say("dossier.signals.about"), blocks);
    }

    private static Row row(Kept signal, Words words) {
        return Row.of(
                words.at(signal.at()),
                Cell.of(said(signal.source(), signal.platform())),
                Cell.of(said(
                        signal.kind(),
                        signal.metric(),
                        signal.value() == null ? null : signal.value().toString())),
                signal.erased()
                        ? Cell.of(words.say("dossier.wordsErased"), Tone.MUTED)
                        : new Cell(said(signal.text()), followed(signal.link()), Tone.PLAIN));
    }

    private static @Nullable String followed(@Nullable String link) {
        return link != null && link.matches("(?i)https?://.*") ? link : null;
    }

    private static String said(@Nullable String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isEmpty()).collect(Collectors.joining(" · "));
    }
}
