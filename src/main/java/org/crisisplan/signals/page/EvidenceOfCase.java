package org.crisisplan.signals.page;

import java.util.List;
import java.util.Locale;
import org.crisisplan.signals.SignalEvidence;
import org.crisisplan.signals.trigger.KeptSignalRepository;
import org.crisisplan.signals.trigger.TriggerRepository;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts what is kept of the signals behind a crisis into words. */
@Component
class EvidenceOfCase implements SignalEvidence {

    private final TriggerRepository triggers;
    private final KeptSignalRepository kept;
    private final MessageSource messages;

    EvidenceOfCase(TriggerRepository triggers, KeptSignalRepository kept, MessageSource messages) {
        this.triggers = triggers;
        this.kept = kept;
        this.messages = messages;
    }

    @Override
    public List<Rule> rules(String crisis, Locale language) {
        var words = new SignalWords(messages, language);
        return triggers.allOf(crisis).stream()
                .map(fired -> new Rule(
                        fired.at(),
                        words.subject(fired.subject()),
                        fired.effect().name().toLowerCase(Locale.ROOT),
                        fired.clause(),
                        fired.reason(),
                        words.figures(fired.figures())))
                .toList();
    }

    @Override
    public List<Kept> signals(String crisis) {
        return kept.of(crisis);
    }
}
