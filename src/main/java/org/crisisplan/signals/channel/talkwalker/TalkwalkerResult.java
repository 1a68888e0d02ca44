package org.crisisplan.signals.channel.talkwalker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.signals.Signal.Sentiment;
import org.crisisplan.signals.watchlist.Mention;
import org.crisisplan.signals.watchlist.PlainText;
import org.jspecify.annotations.Nullable;

/** Reads one result as Talkwalker describes it; fields that a contract does not show are simply not there. */
final class TalkwalkerResult {

    private static final String SOCIAL = "SOCIALMEDIA_";

    private TalkwalkerResult() {}

    /** @return nothing when it cannot be told from others */
    static Optional<Mention> read(JsonNode json, Instant now) {
        String url = text(json, "url");
        if (url == null) {
            return Optional.empty();
        }
        String words = Stream.of(first(json, "title", "title_snippet"), first(json, "content", "content_snippet"))
                .filter(part -> part != null)
                .map(PlainText::ofHtml)
                .distinct()
                .collect(Collectors.joining("\n"));
        return Optional.of(new Mention(
                url,
                words,
                url,
                text(json.path("extra_author_attributes"), "name"),
                platform(json, url),
                sentiment(json.path("sentiment")),
                Mention.plausible(moment(json.path("published")), now)));
    }

    private static @Nullable String platform(JsonNode json, String url) {
        JsonNode types = json.path("source_type");
        for (JsonNode type : types.isTextual() ? List.of(types) : types) {
            if (type.asText().startsWith(SOCIAL)) {
                return type.asText().substring(SOCIAL.length()).toLowerCase(Locale.ROOT);
            }
        }
        String site = Mention.platformAt(text(json, "domain_url"));
        return site == null ? Mention.platformAt(url) : site;
    }

    /** From -5 to 5. */
    private static @Nullable Sentiment sentiment(JsonNode said) {
        if (!said.isNumber()) {
            return null;
        }
        double degree = said.asDouble();
        if (degree == 0) {
            return Sentiment.NEUTRAL;
        }
        return degree > 0 ? Sentiment.POSITIVE : Sentiment.NEGATIVE;
    }

    private static @Nullable Instant moment(JsonNode milliseconds) {
        return milliseconds.canConvertToLong() ? Instant.ofEpochMilli(milliseconds.asLong()) : null;
    }

    private static @Nullable String first(JsonNode json, String one, String other) {
        String said = text(json, one);
        return said == null ? text(json, other) : said;
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        String text = value.isTextual() ? value.asText().strip() : "";
        return text.isEmpty() ? null : text;
    }
}
