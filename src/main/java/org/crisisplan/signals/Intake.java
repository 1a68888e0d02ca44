package org.crisisplan.signals;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes signals from connectors and requests, and answers when they are committed. */
@Component
class Intake implements Signals {

    private final SignalRows rows;
    private final Sources sources;
    private final Clock clock;

    Intake(SignalRows rows, Sources sources, Clock clock) {
        this.rows = rows;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public Accepted accept(String source, List<Signal> signals) {
        check(source, signals);
        int fresh = signals.isEmpty() ? 0 : rows.add(signals, clock.instant()).size();
        sources.heard(source);
        return new Accepted(fresh, signals.size() - fresh);
    }

    static void check(String source, List<Signal> signals) {
        if (signals.size() > MOST) {
            throw new InvalidSignal("signals", "must not be more than " + MOST + " at once");
        }
        signals.stream()
                .filter(signal -> !signal.source().equals(source))
                .findFirst()
                .ifPresent(signal -> {
                    throw new InvalidSignal("source", "must be '" + source + "'");
                });
    }
}
