package org.crisisplan.signals.channel.brandwatch;

import java.time.Clock;
import java.util.List;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.PolledSources;
import org.crisisplan.signals.source.SourceState;
import org.crisisplan.signals.watchlist.WatchList;
import org.springframework.stereotype.Component;

/** Brandwatch, if it is switched on. */
@Component
class BrandwatchSource implements PolledSources {

    private final List<PolledSource> all;

    BrandwatchSource(
            BrandwatchSettings settings,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        all = settings.enabled()
                ? List.of(new Brandwatch(settings, outgoing, watchList, signals, state, clock))
                : List.of();
    }

    @Override
    public List<PolledSource> all() {
        return all;
    }
}
