package org.crisisplan.signals.channel.advisories;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.RemoteService;
import org.crisisplan.signals.source.RemoteSource;
import org.crisisplan.signals.watchlist.WatchList;

/** Reads a list of vulnerabilities again and again; those known already change nothing. */
class CnvdList extends RemoteSource {

    static final String NAME = "cnvd";

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int LARGEST = 20 * 1024 * 1024;

    private final URI address;
    private final Duration oldest;
    private final Duration deadline;
    private final WatchList watchList;
    private final Clock clock;

    CnvdList(
            AdvisorySettings.Cnvd settings,
            Duration oldest,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            Clock clock) {
        this(settings, oldest, DEADLINE, outgoing, watchList, signals, clock);
    }

    CnvdList(
            AdvisorySettings.Cnvd settings,
            Duration oldest,
            Duration deadline,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            Clock clock) {
        super(NAME, settings.every(), settings.silentAfter(), new RemoteService(outgoing, clock), signals);
        this.address = Objects.requireNonNull(settings.address());
        this.oldest = oldest;
        this.deadline = deadline;
        this.watchList = watchList;
        this.clock = clock;
    }

    @Override
    protected boolean ask() throws IOException {
        Request question = Request.get(address).within(deadline).readingAtMost(LARGEST);
        List<Vulnerability> all = CnvdText.read(service.ask(question).body());
        if (all.isEmpty()) {
            throw new IOException("There is no vulnerability in the list: it is probably something else");
        }
        List<Signal> found = new ArrayList<>();
        Instant now = clock.instant();
        all.stream()
                .filter(one -> one.isNews(now.minus(oldest)))
                .forEach(one -> found.addAll(one.about(watchList, NAME, now)));
        accept(found);
        return true;
    }
}
