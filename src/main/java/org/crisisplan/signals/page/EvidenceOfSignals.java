package org.crisisplan.signals.page;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crisisplan.crisis.CrisisEvidence;
import org.crisisplan.signals.trigger.TriggerRepository;
import org.crisisplan.signals.trigger.TriggerRepository.Effect;
import org.crisisplan.signals.trigger.TriggerRepository.Fired;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Shows on a crisis's page which rules raised it or made it worse, with their figures, and where the signals are. */
@Component
class EvidenceOfSignals implements CrisisEvidence {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final TriggerRepository triggers;
    private final MessageSource messages;
    private final Clock clock;

    EvidenceOfSignals(TriggerRepository triggers, MessageSource messages, Clock clock) {
        this.triggers = triggers;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public Optional<Evidence> of(String number, Locale language) {
        List<Fired> fired = triggers.of(number);
        if (fired.isEmpty()) {
            return Optional.empty();
        }
        Fired last = fired.get(fired.size() - 1);
        SignalWords words = new SignalWords(messages, language);
        boolean saidOver = last.effect() == Effect.RESOLVED;
        return Optional.of(new Evidence(
                messages.getMessage("signals.evidence.title", null, language),
                saidOver
                        ? messages.getMessage(
                                "signals.evidence.over",
                                new Object[] {TIME.format(last.at().atZone(clock.getZone()))},
                                language)
                        : null,
                fired.stream()
                        .filter(one -> one.effect() != Effect.RESOLVED)
                        .map(one -> new Line(one.at(), one.clause(), one.reason(), words.figures(one.figures())))
                        .toList(),
                "/signals/about/" + fired.get(0).subject(),
                messages.getMessage("signals.evidence.more", null, language)));
    }
}
