package org.crisisplan.signals.channel.advisories;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.RemoteService;
import org.crisisplan.signals.source.RemoteSource;
import org.crisisplan.signals.source.SourceState;
import org.crisisplan.signals.watchlist.WatchList;

/** Asks the NVD for what was published or scored since last time. */
class NvdChanges extends RemoteSource {

    static final String NAME = "nvd";

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int LARGEST = 20 * 1024 * 1024;
    private static final int PAGE = 500;

    /** Without a key it allows five requests within half a minute. */
    private static final int MOST_PAGES = 4;

    private static final Duration TO_THE_NEXT_PAGES = Duration.ofSeconds(40);
    private static final Duration LONGEST_SPAN = Duration.ofDays(119);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

    private final AdvisorySettings.Nvd settings;
    private final Duration oldest;
    private final Duration deadline;
    private final WatchList watchList;
    private final SourceState state;
    private final Clock clock;
    private volatile boolean unfinished;

    NvdChanges(
            AdvisorySettings.Nvd settings,
            Duration oldest,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        this(settings, oldest, DEADLINE, outgoing, watchList, signals, state, clock);
    }

    NvdChanges(
            AdvisorySettings.Nvd settings,
            Duration oldest,
            Duration deadline,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        super(NAME, settings.every(), settings.silentAfter(), new RemoteService(outgoing, clock), signals);
        this.settings = settings;
        this.oldest = oldest;
        this.deadline = deadline;
        this.watchList = watchList;
        this.state = state;
        this.clock = clock;
    }

    /** Soon again while there is more to read. */
    @Override
    public Duration every() {
        return unfinished && settings.every().compareTo(TO_THE_NEXT_PAGES) > 0 ? TO_THE_NEXT_PAGES : settings.every();
    }

    @Override
    public Duration longest() {
        return Duration.ofMinutes(5);
    }

    @Override
    public boolean poll() throws IOException {
        unfinished = false;
        return super.poll();
    }

    @Override
    protected boolean ask() throws IOException {
        NvdPlace place = state.of(NAME)
                .map(NvdPlace::read)
                .orElseGet(() -> new NvdPlace(clock.instant().minus(settings.lookBack()), null, 0));
        for (int page = 0; page < MOST_PAGES; page++) {
            place = read(place);
            state.keep(NAME, place.kept());
            if (place.until() == null) {
                break;
            }
        }
        unfinished =
                place.until() != null || place.from().isBefore(clock.instant().minus(LONGEST_SPAN));
        return true;
    }

    private NvdPlace read(NvdPlace place) throws IOException {
        Instant until = place.until() == null ? endFrom(place.from()) : place.until();
        Request question = Request.get(address(place.from(), until, place.index()))
                .within(deadline)
                .readingAtMost(LARGEST);
        NvdPage page = NvdPage.read(service.askForJson(
                settings.apiKey().isEmpty() ? question : question.with("apiKey", settings.apiKey())));
        List<Signal> found = new ArrayList<>();
        Instant now = clock.instant();
        page.vulnerabilities().stream()
                .filter(one -> one.isNews(now.minus(oldest)))
                .forEach(one -> found.addAll(one.about(watchList, NAME, now)));
        accept(found);
        return page.next() > place.index()
                ? new NvdPlace(place.from(), until, page.next())
                : new NvdPlace(until, null, 0);
    }

    /** After a long absence one span after the other. */
    private Instant endFrom(Instant from) {
        Instant now = clock.instant();
        return from.isBefore(now.minus(LONGEST_SPAN)) ? from.plus(LONGEST_SPAN) : now;
    }

    private URI address(Instant from, Instant until, int index) {
        String question = "lastModStartDate=%s&lastModEndDate=%s&resultsPerPage=%d&startIndex=%d"
                .formatted(encoded(MOMENT.format(from)), encoded(MOMENT.format(until)), PAGE, index);
        String base = settings.address().toString();
        return URI.create(base + (base.contains("?") ? "&" : "?") + question);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
