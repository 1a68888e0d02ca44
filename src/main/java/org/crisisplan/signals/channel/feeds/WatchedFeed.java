package org.crisisplan.signals.channel.feeds;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.channel.feeds.FeedSettings.Feed;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.OutboundHttpClient.Response;
import org.crisisplan.signals.outbound.RemoteService;
import org.crisisplan.signals.source.RemoteSource;
import org.crisisplan.signals.source.SourceState;
import org.crisisplan.signals.watchlist.Mention;
import org.crisisplan.signals.watchlist.WatchList;
import org.crisisplan.signals.watchlist.WatchList.Topic;

/** One feed, asked again and again for what is new. */
class WatchedFeed extends RemoteSource {

    static final int LARGEST = 5 * 1024 * 1024;

    /** A feed does not say whether it speaks well of us. */
    private static final String NAMED = "named";

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final String KINDS =
            "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9";

    private final Feed feed;
    private final URI address;
    private final Duration deadline;
    private final WatchList watchList;
    private final SourceState state;
    private final Clock clock;

    WatchedFeed(
            String feedName,
            Feed feed,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        this(feedName, feed, DEADLINE, outgoing, watchList, signals, state, clock);
    }

    WatchedFeed(
            String feedName,
            Feed feed,
            Duration deadline,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        super("feed-" + feedName, feed.every(), feed.silentAfter(), new RemoteService(outgoing, clock), signals);
        this.feed = feed;
        this.address = Objects.requireNonNull(feed.address());
        this.deadline = deadline;
        this.watchList = watchList;
        this.state = state;
        this.clock = clock;
    }

    @Override
    protected boolean ask() throws IOException {
        Optional<FeedPlace> place = state.of(name()).map(FeedPlace::read);
        Request question =
                Request.get(address).with("Accept", KINDS).within(deadline).readingAtMost(LARGEST);
        Response answer =
                service.ask(place.map(last -> last.unlessChanged(question)).orElse(question));
        if (answer.status() == 304) {
            return true;
        }
        accept(mentions(
                FeedText.read(answer.body(), answer.header("content-type").orElse(null))));
        state.keep(name(), FeedPlace.of(answer).kept());
        return true;
    }

    private List<Signal> mentions(List<Entry> entries) {
        List<Signal> found = new ArrayList<>();
        for (Entry entry : entries) {
            var mention = new Mention(
                    entry.key(),
                    entry.text(),
                    entry.link(),
                    entry.author(),
                    feed.platform() == null ? name().substring("feed-".length()) : feed.platform(),
                    null,
                    Mention.plausible(entry.published(), clock.instant()));
            topics(entry.text()).forEach(topic -> found.add(mention.about(topic, name(), Kind.MENTION)));
        }
        return found;
    }

    /** The press is about others most of the time; one's own forum is about oneself all of the time. */
    private List<Topic> topics(String text) {
        List<String> brands = watchList.brands(text);
        if (brands.isEmpty() && feed.onlyIfNamed()) {
            return List.of();
        }
        List<Topic> topics = watchList.topics(text);
        return topics.isEmpty()
                ? brands.stream().map(brand -> new Topic(brand, NAMED)).toList()
                : topics;
    }
}
