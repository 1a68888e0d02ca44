package org.crisisplan.signals.channel.advisories;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.PolledSources;
import org.crisisplan.signals.source.SourceState;
import org.crisisplan.signals.watchlist.WatchList;
import org.springframework.stereotype.Component;

/** The lists of vulnerabilities that are switched on. */
@Component
class AdvisorySources implements PolledSources {

    private final List<PolledSource> all = new ArrayList<>();

    AdvisorySources(
            AdvisorySettings settings,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        if (settings.nvd().enabled()) {
            all.add(new NvdChanges(settings.nvd(), settings.oldest(), outgoing, watchList, signals, state, clock));
        }
        if (settings.cnvd().enabled()) {
            all.add(new CnvdList(settings.cnvd(), settings.oldest(), outgoing, watchList, signals, clock));
        }
    }

    @Override
    public List<PolledSource> all() {
        return List.copyOf(all);
    }
}
