package org.crisisplan.signals.channel.feeds;

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

/** The feeds that are switched on. */
@Component
class WatchedFeeds implements PolledSources {

    private final List<PolledSource> feeds = new ArrayList<>();

    WatchedFeeds(
            FeedSettings settings,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        settings.feeds().forEach((name, feed) -> {
            if (feed.enabled()) {
                feeds.add(new WatchedFeed(name, feed, outgoing, watchList, signals, state, clock));
            }
        });
    }

    @Override
    public List<PolledSource> all() {
        return List.copyOf(feeds);
    }
}
