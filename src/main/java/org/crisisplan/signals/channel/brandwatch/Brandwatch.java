package org.crisisplan.signals.channel.brandwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.RemoteService;
import org.crisisplan.signals.outbound.UnexpectedStatus;
import org.crisisplan.signals.source.RemoteSource;
import org.crisisplan.signals.source.SourceState;
import org.crisisplan.signals.watchlist.Mention;
import org.crisisplan.signals.watchlist.WatchList;
import org.crisisplan.signals.watchlist.WatchList.Topic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Brandwatch for the mentions since last time, page by page, and for their number within a day. */
class Brandwatch extends RemoteSource {

    static final String NAME = "brandwatch";

    private static final Logger LOG = LoggerFactory.getLogger(Brandwatch.class);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final int LARGEST = 20 * 1024 * 1024;

    /** Together with the slowest answers it ends before another node may take over. */
    private static final int MOST_PAGES = 4;

    private final BrandwatchSettings settings;
    private final Duration deadline;
    private final WatchList watchList;
    private final SourceState state;
    private final Clock clock;
    private @Nullable String token;

    Brandwatch(
            BrandwatchSettings settings,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        this(settings, DEADLINE, outgoing, watchList, signals, state, clock);
    }

    Brandwatch(
            BrandwatchSettings settings,
            Duration deadline,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        super(NAME, settings.every(), settings.silentAfter(), new RemoteService(outgoing, clock), signals);
        this.settings = settings;
        this.deadline = deadline;
        this.watchList = watchList;
        this.state = state;
        this.clock = clock;
    }

    @Override
    public Duration longest() {
        return Duration.ofMinutes(5);
    }

    @Override
    protected synchronized boolean ask() throws IOException {
        BrandwatchPlace place = state.of(NAME).map(BrandwatchPlace::read).orElse(BrandwatchPlace.BEGINNING);
        var round = new Round(place, new Allowance(place.asked(), clock));
        try {
            return round.readMentions() && round.count();
        } finally {
            round.keep();
        }
    }

    /** One round of questions, which knows how many it may still ask. */
    private class Round {

        private final Allowance allowance;
        private BrandwatchPlace place;

        Round(BrandwatchPlace place, Allowance allowance) {
            this.place = place;
            this.allowance = allowance;
        }

        void keep() {
            state.keep(NAME, place.having(allowance.asked()).kept());
        }

        /** @return whether it was asked at all */
        boolean readMentions() throws IOException {
            boolean asked = false;
            for (int page = 0; page < MOST_PAGES; page++) {
                // one request is for the number, one for a new token
                if (allowance.left() < 3) {
                    break;
                }
                asked = true;
                if (!readPage()) {
                    break;
                }
            }
            return asked;
        }

        /** @return whether there is more */
        private boolean readPage() throws IOException {
            Instant until = place.until() == null ? clock.instant() : place.until();
            Instant from = (place.from() == null ? until : place.from()).minus(settings.lookBack());
            JsonNode answer;
            try {
                answer = askWithToken(page(from, until));
            } catch (UnexpectedStatus refused) {
                if (refused.status() == 400 && place.cursor() != null) {
                    // cursors do not last for ever; known mentions read again change nothing
                    LOG.info("Brandwatch no longer knows how far the mentions were read; they are read again");
                    place = place.fromTheFirstPage();
                }
                throw refused;
            }
            JsonNode results = answer.path("results");
            if (!results.isArray()) {
                throw new IOException("Brandwatch answers without 'results'");
            }
            accept(signalsOf(results));
            String cursor = answer.path("nextCursor").asText("");
            boolean more = !cursor.isEmpty() && !results.isEmpty() && !cursor.equals(place.cursor());
            place = more ? place.goingOn(until, cursor) : place.upTo(until);
            return more;
        }

        private String page(Instant from, Instant until) {
            String query =
                    settings.queryIds().stream().map(id -> "queryId=" + id).collect(Collectors.joining("&"));
            String where = place.cursor() == null ? "page=0" : "cursor=" + encoded(place.cursor());
            return "/projects/%d/data/mentions?%s&startDate=%s&endDate=%s&pageSize=%d&%s&orderBy=date&orderDirection=asc"
                    .formatted(settings.projectId(), query, moment(from), moment(until), settings.pageSize(), where);
        }

        /** How much is said in all: more than are worth reading one by one (R23, R31). */
        boolean count() throws IOException {
            if (allowance.left() < 2) {
                return true;
            }
            Instant until = clock.instant().truncatedTo(ChronoUnit.MINUTES);
            String query = settings.queryIds().stream()
                    .map(id -> "queryId[]=" + id)
                    .collect(Collectors.joining("&"))
                    .replace("[]", "%5B%5D");
            JsonNode answer = askWithToken("/projects/%d/data/mentions/count?%s&startDate=%s&endDate=%s"
                    .formatted(settings.projectId(), query, moment(until.minus(Duration.ofDays(1))), moment(until)));
            JsonNode number = answer.path("mentionsCount");
            if (!number.canConvertToLong()) {
                throw new IOException("Brandwatch answers without 'mentionsCount'");
            }
            accept(List.of(new Signal(
                    NAME,
                    "discussions-" + until,
                    Kind.METRIC,
                    settings.subject(),
                    "discussions",
                    (double) number.asLong(),
                    null,
                    null,
                    NAME,
                    null,
                    null,
                    null,
                    false,
                    until)));
            return true;
        }

        private JsonNode askWithToken(String path) throws IOException {
            String known = token;
            String current = known == null ? newToken() : known;
            try {
                return askOnce(path, current);
            } catch (UnexpectedStatus refused) {
                if (refused.status() != 401) {
                    throw refused;
                }
                token = null;
                if (known == null) {
                    throw refused;
                }
                return askOnce(path, newToken());
            }
        }

        private JsonNode askOnce(String path, String bearer) throws IOException {
            take();
            return service.askForJson(Request.get(address(path))
                    .with("Authorization", "bearer " + bearer)
                    .within(deadline)
                    .readingAtMost(LARGEST));
        }

        private String newToken() throws IOException {
            take();
            String organisation = settings.platformClientId() == null
                    ? ""
                    : "&platform_client_id=" + encoded(settings.platformClientId());
            JsonNode answer = service.askForJson(Request.post(
                            address("/oauth/token?username=%s&grant_type=api-password&client_id=%s%s"
                                    .formatted(
                                            encoded(settings.username()), encoded(settings.clientId()), organisation)),
                            "application/x-www-form-urlencoded",
                            "password=" + encoded(settings.password()))
                    .within(deadline));
            String given = answer.path("access_token").asText("");
            if (given.isEmpty()) {
                throw new IOException("Brandwatch answers without 'access_token'");
            }
            token = given;
            return given;
        }

        private void take() throws IOException {
            if (!allowance.take()) {
                throw new IOException("Brandwatch was asked %d times within %d minutes and is left alone for a while"
                        .formatted(Allowance.MOST, Allowance.WITHIN.toMinutes()));
            }
        }
    }

    private List<Signal> signalsOf(JsonNode results) {
        List<Signal> found = new ArrayList<>();
        int strange = 0;
        for (JsonNode result : results) {
            var mention = BrandwatchMention.read(result, clock.instant());
            if (mention.isEmpty()) {
                strange++;
            }
            mention.ifPresent(one -> topics(one).forEach(topic -> found.add(one.about(topic, NAME, Kind.MENTION))));
        }
        if (strange > 0) {
            LOG.warn("{} mentions of Brandwatch have neither resourceId nor url and cannot be kept", strange);
        }
        return found;
    }

    private List<Topic> topics(Mention mention) {
        List<Topic> topics = watchList.topics(mention.text());
        return topics.isEmpty() ? List.of(new Topic(settings.subject(), null)) : topics;
    }

    private URI address(String path) {
        return URI.create(settings.address().toString().replaceAll("/+$", "") + path);
    }

    private static String moment(Instant at) {
        return encoded(MOMENT.format(at));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
