package org.crisisplan.signals.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.SignalJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Takes a signal out of a CloudEvents 1.0 event: its data holds the fields, the event's own attributes say id and time. An event is
 * told from another by its source and id together.
 */
@Component
class CloudEvents {

    static final MediaType ONE = MediaType.valueOf("application/cloudevents+json");
    static final MediaType MANY = MediaType.valueOf("application/cloudevents-batch+json");
    static final String HEADER = "ce-";

    private static final String VERSION = "1.0";

    /** The signal's JSON in an event that is JSON as a whole. */
    JsonNode signal(JsonNode event) {
        if (!event.isObject()) {
            throw new InvalidSignal("event", "must be a JSON object");
        }
        String type = text(event, "datacontenttype");
        if (type != null && !isJson(type)) {
            throw new InvalidSignal("datacontenttype", "must be application/json");
        }
        return signal(name -> text(event, name), data(event));
    }

    /** The signal's JSON in an event whose attributes are headers and whose data is the body. */
    JsonNode signal(Function<String, @Nullable String> header, byte[] body, @Nullable MediaType contentType) {
        if (contentType != null && !isJson(contentType.toString())) {
            throw new InvalidSignal("Content-Type", "must be application/json");
        }
        return signal(name -> decoded(header.apply(HEADER + name)), SignalJson.read(body));
    }

    private static JsonNode signal(Function<String, @Nullable String> attribute, JsonNode data) {
        if (!VERSION.equals(need(attribute, "specversion"))) {
            throw new InvalidSignal("specversion", "must be " + VERSION);
        }
        need(attribute, "type");
        if (!data.isObject()) {
            throw new InvalidSignal("data", "must be a JSON object with the fields of a signal");
        }
        ObjectNode signal = JsonNodeFactory.instance.objectNode();
        signal.setAll((ObjectNode) data);
        signal.remove("source");
        signal.put("id", Signal.idOf(need(attribute, "source") + "#" + need(attribute, "id")));
        String subject = attribute.apply("subject");
        if (subject != null && !signal.has("subject")) {
            signal.put("subject", subject);
        }
        String time = attribute.apply("time");
        if (time != null && !signal.has("occurred")) {
            signal.put("occurred", time);
        }
        return signal;
    }

    private static JsonNode data(JsonNode event) {
        String base64 = text(event, "data_base64");
        if (base64 == null) {
            return event.path("data");
        }
        if (event.has("data")) {
            throw new InvalidSignal("data_base64", "must not stand beside data");
        }
        try {
            return SignalJson.read(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException none) {
            throw new InvalidSignal("data_base64", "must be base64");
        }
    }

    private static @Nullable String text(JsonNode event, String name) {
        JsonNode value = event.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new InvalidSignal(name, "must be a text");
        }
        return value.textValue();
    }

    private static String need(Function<String, @Nullable String> attribute, String name) {
        String value = attribute.apply(name);
        if (value == null || value.isBlank()) {
            throw new InvalidSignal(name, "must not be empty");
        }
        return value;
    }

    /** Headers hold other than plain letters as percent signs and digits; a plus sign is itself. */
    private static @Nullable String decoded(@Nullable String header) {
        if (header == null || header.indexOf('%') < 0) {
            return header;
        }
        try {
            return URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new InvalidSignal("ce- header", "must be encoded with percent signs and digits");
        }
    }

    private static boolean isJson(String type) {
        try {
            MediaType media = MediaType.parseMediaType(type);
            return media.getSubtype().equals("json") || media.getSubtype().endsWith("+json");
        } catch (org.springframework.http.InvalidMediaTypeException none) {
            return false;
        }
    }
}
