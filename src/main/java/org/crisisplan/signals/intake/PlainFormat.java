package org.crisisplan.signals.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.SignalJson;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.SourceFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Signals as the product itself writes them down: one as a JSON object, or several as an array. */
@Component
class PlainFormat implements SourceFormat {

    static final String NAME = "plain";

    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "source",
            "id",
            "kind",
            "subject",
            "metric",
            "value",
            "text",
            "link",
            "author",
            "platform",
            "sentiment",
            "severity",
            "resolved",
            "occurred"));

    private final Clock clock;
    private final CloudEvents events;

    PlainFormat(Clock clock, CloudEvents events) {
        this.clock = clock;
        this.events = events;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Signal> read(String source, byte[] body, @Nullable MediaType contentType) {
        return readSaid(source, body, contentType).stream()
                .map(ParsedSignal::signal)
                .toList();
    }

    List<ParsedSignal> readSaid(String source, byte[] body, @Nullable MediaType contentType) {
        JsonNode json = SignalJson.read(body);
        if (contentType != null && CloudEvents.ONE.isCompatibleWith(contentType)) {
            return List.of(one(source, events.signal(json)));
        }
        if (contentType != null && CloudEvents.MANY.isCompatibleWith(contentType)) {
            return each(source, json, true);
        }
        return json.isArray() ? each(source, json, false) : List.of(one(source, json));
    }

    private List<ParsedSignal> each(String source, JsonNode array, boolean areEvents) {
        if (!array.isArray()) {
            throw new InvalidSignal("body", "must be an array of events");
        }
        if (array.size() > Signals.MOST) {
            throw new InvalidSignal("body", "must not hold more than " + Signals.MOST + " signals");
        }
        List<ParsedSignal> all = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            try {
                all.add(one(source, areEvents ? events.signal(array.get(i)) : array.get(i)));
            } catch (InvalidSignal invalid) {
                throw invalid.within("[" + i + "]");
            }
        }
        return all;
    }

    /** One signal as JSON, wherever it came from. */
    ParsedSignal one(String source, JsonNode json) {
        if (!json.isObject()) {
            throw new InvalidSignal("signal", "must be a JSON object");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new InvalidSignal(shown(name), "is not a field; the fields are " + String.join(", ", FIELDS));
            }
        });
        String named = text(json, "source");
        if (named != null && !named.equals(source)) {
            throw new InvalidSignal("source", "must be '" + source + "' or absent");
        }
        Instant occurred = moment(json);
        Signal signal = new Signal(
                source,
                need(json, "id"),
                word(need(json, "kind"), "kind", Signal.Kind.class),
                need(json, "subject"),
                text(json, "metric"),
                number(json),
                text(json, "text"),
                text(json, "link"),
                text(json, "author"),
                text(json, "platform"),
                word(json, "sentiment", Signal.Sentiment.class),
                word(json, "severity", Signal.Severity.class),
                yesOrNo(json),
                occurred == null ? clock.instant() : occurred);
        return occurred == null ? ParsedSignal.withoutMoment(signal) : ParsedSignal.of(signal);
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new InvalidSignal(field, "must be a text");
        }
        return value.textValue();
    }

    private static String need(JsonNode json, String field) {
        String text = text(json, field);
        if (text == null) {
            throw new InvalidSignal(field, "must not be empty");
        }
        return text;
    }

    private static @Nullable Double number(JsonNode json) {
        JsonNode value = json.path("value");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isNumber()) {
            throw new InvalidSignal("value", "must be a number");
        }
        return value.doubleValue();
    }

    private static boolean yesOrNo(JsonNode json) {
        JsonNode value = json.path("resolved");
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw new InvalidSignal("resolved", "must be true or false");
        }
        return value.booleanValue();
    }

    private static <E extends Enum<E>> @Nullable E word(JsonNode json, String field, Class<E> type) {
        String text = text(json, field);
        return text == null ? null : word(text, field, type);
    }

    private static <E extends Enum<E>> E word(String text, String field, Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E one : type.getEnumConstants()) {
            String word = one.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return one;
            }
            words.add(word);
        }
        throw new InvalidSignal(field, "must be one of " + String.join(", ", words));
    }

    private static @Nullable Instant moment(JsonNode json) {
        String text = text(json, "occurred");
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException none) {
            throw new InvalidSignal("occurred", "must be a moment such as 2026-11-23T08:00:00Z");
        }
    }

    private static String shown(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}_.-]", "?");
        return plain.length() > 40 ? plain.substring(0, 40) : plain;
    }
}
