package org.crisisplan.signals.channel.brandwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.signals.Signal.Sentiment;
import org.crisisplan.signals.watchlist.Mention;
import org.jspecify.annotations.Nullable;

/** Reads one mention as Brandwatch describes it. Which fields there are depends on the contract and the platform; few are needed. */
final class BrandwatchMention {

    /** Kinds of page that many sites have; there the site is the platform. */
    private static final Set<String> OF_MANY_SITES = Set.of("news", "blog", "forum", "review", "general", "");

    private static final DateTimeFormatter WITHOUT_COLON =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS]XX", Locale.ROOT);

    private BrandwatchMention() {}

    /** @return nothing when it cannot be told from others */
    static Optional<Mention> read(JsonNode json, Instant now) {
        String url = text(json, "url");
        String key = text(json, "resourceId") == null ? url : text(json, "resourceId");
        if (key == null) {
            return Optional.empty();
        }
        String words = Stream.of(text(json, "title"), first(json, "fullText", "snippet"))
                .filter(part -> part != null)
                .distinct()
                .collect(Collectors.joining("\n"));
        return Optional.of(new Mention(
                key,
                words,
                url,
                text(json, "author"),
                platform(json, url),
                sentiment(json),
                Mention.plausible(moment(first(json, "date", "added")), now)));
    }

    private static @Nullable String platform(JsonNode json, @Nullable String url) {
        String kind = text(json, "pageType");
        if (kind != null && !OF_MANY_SITES.contains(kind.toLowerCase(Locale.ROOT))) {
            return kind;
        }
        String domain = Mention.platformOf(text(json, "domain"));
        return domain == null ? Mention.platformAt(url) : domain;
    }

    private static @Nullable Sentiment sentiment(JsonNode json) {
        String said = text(json, "sentiment");
        return switch (said == null ? "" : said.toLowerCase(Locale.ROOT)) {
            case "positive" -> Sentiment.POSITIVE;
            case "neutral" -> Sentiment.NEUTRAL;
            case "negative" -> Sentiment.NEGATIVE;
            default -> null;
        };
    }

    private static @Nullable Instant moment(@Nullable String said) {
        if (said == null) {
            return null;
        }
        for (DateTimeFormatter format :
                new DateTimeFormatter[] {DateTimeFormatter.ISO_OFFSET_DATE_TIME, WITHOUT_COLON}) {
            try {
                return OffsetDateTime.parse(said, format).toInstant();
            } catch (DateTimeException another) {
                // written in another way
            }
        }
        return null;
    }

    private static @Nullable String first(JsonNode json, String one, String other) {
        String said = text(json, one);
        return said == null ? text(json, other) : said;
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        String text = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
        return text.isEmpty() ? null : text;
    }
}
