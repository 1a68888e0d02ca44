package org.crisisplan.signals.channel.probe;

import java.time.Clock;
import java.util.List;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.PolledSources;
import org.crisisplan.signals.source.SourceState;
import org.springframework.stereotype.Component;

/** The pages that are configured, each a source of its own. */
@Component
class Probes implements PolledSources {

    private final ProbeSettings settings;
    private final OutboundHttpClient outgoing;
    private final Signals signals;
    private final SourceState state;
    private final Clock clock;

    Probes(ProbeSettings settings, OutboundHttpClient outgoing, Signals signals, SourceState state, Clock clock) {
        this.settings = settings;
        this.outgoing = outgoing;
        this.signals = signals;
        this.state = state;
        this.clock = clock;
    }

    @Override
    public List<PolledSource> all() {
        return settings.pages().entrySet().stream()
                .<PolledSource>map(page ->
                        new Probe("probe-" + page.getKey(), page.getValue(), settings, outgoing, signals, state, clock))
                .toList();
    }
}
