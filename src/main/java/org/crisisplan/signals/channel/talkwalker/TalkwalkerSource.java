package org.crisisplan.signals.channel.talkwalker;

import java.time.Clock;
import java.util.List;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.PolledSources;
import org.crisisplan.signals.source.SourceState;
import org.crisisplan.signals.watchlist.WatchList;
import org.springframework.stereotype.Component;

/** Talkwalker, if it is switched on. */
@Component
class TalkwalkerSource implements PolledSources {

    private final List<PolledSource> all;

    TalkwalkerSource(
            TalkwalkerSettings settings,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        all = settings.enabled()
                ? List.of(new Talkwalker(settings, outgoing, watchList, signals, state, clock))
                : List.of();
    }

    @Override
    public List<PolledSource> all() {
        return all;
    }
}
