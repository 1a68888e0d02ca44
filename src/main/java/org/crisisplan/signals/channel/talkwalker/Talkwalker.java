package org.crisisplan.signals.channel.talkwalker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.RemoteService;
import org.crisisplan.signals.source.RemoteSource;
import org.crisisplan.signals.source.SourceState;
import org.crisisplan.signals.watchlist.Mention;
import org.crisisplan.signals.watchlist.WatchList;
import org.crisisplan.signals.watchlist.WatchList.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches at Talkwalker for what was found last, the newest first, until it meets what is known already. What it could not read to
 * the end last time, it reads to the end now.
 */
class Talkwalker extends RemoteSource {

    static final String NAME = "talkwalker";

    private static final Logger LOG = LoggerFactory.getLogger(Talkwalker.class);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int LARGEST = 20 * 1024 * 1024;
    private static final int MOST_RESULTS = 500;
    private static final int MOST_WORDS = 50;
    private static final int MOST_PAGES = 10;
    private static final Set<String> OF_A_DAY = Set.of("24h", "1d");
    private static final String WHOLE = "whole";
    private static final String PARTLY = "partly";
    private static final Pattern OFFSET = Pattern.compile("[?&]offset=(\\d{1,4})(&|$)");

    private final TalkwalkerSettings settings;
    private final Duration deadline;
    private final WatchList watchList;
    private final SourceState state;
    private final Clock clock;

    Talkwalker(
            TalkwalkerSettings settings,
            OutboundHttpClient outgoing,
            WatchList watchList,
            Signals signals,
            SourceState state,
            Clock clock) {
        this(settings, DEADLINE, outgoing, watchList, signals, state, clock);
    }

    Talkwalker(
            TalkwalkerSettings settings,
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
    protected boolean ask() throws IOException {
        List<String> queries = queries();
        boolean wholeBefore = state.of(NAME).filter(WHOLE::equals).isPresent();
        boolean whole = true;
        int pages = 0;
        long discussions = 0;
        for (String query : queries) {
            Optional<Page> page = Optional.empty();
            Optional<Integer> offset = Optional.of(0);
            while (offset.isPresent() && pages < MOST_PAGES) {
                if (pages++ > 0) {
                    state.keep(NAME, PARTLY);
                }
                page = Optional.of(page(query, offset.get(), wholeBefore));
                offset = page.get().next();
            }
            discussions += page.map(Page::total).orElse(0L);
            whole &= offset.isEmpty();
        }
        if (pages > 0) {
            count(discussions);
            state.keep(NAME, whole ? WHOLE : PARTLY);
        }
        return pages > 0;
    }

    /** What there is may be more than may be read; its number tells how far it has spread (R31). */
    private void count(long discussions) {
        if (!OF_A_DAY.contains(settings.timeRange())) {
            return;
        }
        Instant now = clock.instant();
        accept(List.of(new Signal(
                NAME,
                "discussions-" + now,
                Kind.METRIC,
                settings.subject(),
                "discussions",
                (double) discussions,
                null,
                null,
                NAME,
                null,
                null,
                null,
                false,
                now)));
    }

    /**
     * One page of what was found.
     *
     * @param next where the next page begins, if there is more that may be new
     * @param total how much there is on all pages, also on those that cannot be read
     */
    private record Page(Optional<Integer> next, long total) {}

    private Page page(String query, int offset, boolean wholeBefore) throws IOException {
        JsonNode answer = service.askForJson(
                Request.get(address(query, offset)).within(deadline).readingAtMost(LARGEST));
        String code = answer.path("status_code").asText("0");
        if (!code.equals("0")) {
            // it refuses with HTTP 200
            throw new IOException("Talkwalker answers with its status %s: %s"
                    .formatted(shown(code), shown(answer.path("status_message").asText(""))));
        }
        JsonNode results = answer.path("result_content").path("data");
        if (!results.isArray() && !answer.path("result_content").isObject()) {
            throw new IOException("Talkwalker answers without 'result_content'");
        }
        int fresh = accept(signalsOf(results));
        Optional<Integer> next = next(answer.path("pagination").path("next").asText(""), offset);
        return new Page(
                fresh == 0 && wholeBefore || results.isEmpty() ? Optional.empty() : next,
                answer.path("pagination").path("total").asLong());
    }

    /** Only the place is taken from what it says; the address, which our key is sent to, is ours. */
    private static Optional<Integer> next(String said, int offset) {
        Matcher place = OFFSET.matcher(said);
        return place.find()
                ? Optional.of(Integer.parseInt(place.group(1))).filter(next -> next > offset && next < MOST_RESULTS)
                : Optional.empty();
    }

    private URI address(String query, int offset) {
        String path = settings.projectId() == null ? "results" : "p/" + settings.projectId() + "/results";
        String topics = settings.topics().stream()
                .map(topic -> "&topic=" + encoded(topic))
                .collect(Collectors.joining());
        String search = query.isEmpty() ? "" : "&q=" + encoded(query);
        int most = Math.min(settings.pageSize(), MOST_RESULTS - offset);
        return URI.create(settings.address().toString().replaceAll("/+$", "")
                + "/api/v1/search/%s?access_token=%s%s%s&offset=%d&hpp=%d&sort_by=search_indexed&sort_order=desc&hl=false"
                        .formatted(path, encoded(settings.accessToken()), search, topics, offset, most)
                + "&time_range=" + settings.timeRange());
    }

    /** The plan's keywords, unless the settings say something else; so many at once as may stand in one query. */
    private List<String> queries() {
        if (settings.query() != null) {
            return List.of(settings.query());
        }
        if (!settings.topics().isEmpty()) {
            return List.of("");
        }
        List<String> words = watchList.words();
        List<String> queries = new ArrayList<>();
        for (int from = 0; from < words.size(); from += MOST_WORDS) {
            queries.add(words.subList(from, Math.min(words.size(), from + MOST_WORDS)).stream()
                    .map(word -> '"' + word.replace("\"", " ").replace("\\", " ") + '"')
                    .collect(Collectors.joining(" OR ")));
        }
        return queries;
    }

    private List<Signal> signalsOf(JsonNode results) {
        List<Signal> found = new ArrayList<>();
        int strange = 0;
        for (JsonNode result : results) {
            var mention = TalkwalkerResult.read(result.path("data"), clock.instant());
            if (mention.isEmpty()) {
                strange++;
            }
            mention.ifPresent(one -> topics(one).forEach(topic -> found.add(one.about(topic, NAME, Kind.MENTION))));
        }
        if (strange > 0) {
            LOG.warn("{} results of Talkwalker have no url and cannot be kept", strange);
        }
        return found;
    }

    private List<Topic> topics(Mention mention) {
        List<Topic> topics = watchList.topics(mention.text());
        return topics.isEmpty() ? List.of(new Topic(settings.subject(), null)) : topics;
    }

    private static String shown(String words) {
        String plain = words.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
