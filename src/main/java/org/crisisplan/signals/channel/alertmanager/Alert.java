package org.crisisplan.signals.channel.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.jspecify.annotations.Nullable;

/**
 * One alert of a notification, as far as it is understood; what else stands in it is left alone.
 *
 * @param fingerprint the same for the same labels
 * @param startsAt as it was written, for its id
 * @param began null when it says a moment that is none
 * @param ended null while it fires
 */
record Alert(
        boolean resolved,
        Map<String, String> labels,
        Map<String, String> annotations,
        String fingerprint,
        String startsAt,
        @Nullable Instant began,
        @Nullable Instant ended,
        JsonNode json) {

    private static final Instant FIRST_POSSIBLE = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST_POSSIBLE = Instant.parse("2200-01-01T00:00:00Z");

    /** @param groupStatus what holds for all alerts that do not say it of themselves */
    static Alert read(JsonNode json, String groupStatus) {
        if (!json.isObject()) {
            throw new InvalidSignal("alert", "must be a JSON object");
        }
        Map<String, String> labels = texts(json, "labels");
        String startsAt = json.path("startsAt").asText("");
        String fingerprint = json.path("fingerprint").asText("").strip();
        return new Alert(
                isResolved(json.path("status").asText(groupStatus)),
                labels,
                texts(json, "annotations"),
                fingerprint.isEmpty() ? hash(labels) : fingerprint,
                startsAt,
                moment("startsAt", startsAt),
                moment("endsAt", json.path("endsAt").asText("0001-01-01T00:00:00Z")),
                json);
    }

    private static boolean isResolved(String status) {
        return switch (status) {
            case "firing" -> false;
            case "resolved" -> true;
            default -> throw new InvalidSignal("status", "must be firing or resolved");
        };
    }

    /** Names and values of labels may hold any character, so their lengths tell where each ends. */
    private static String hash(Map<String, String> labels) {
        var all = new StringBuilder();
        labels.forEach((name, value) -> all.append(name.length())
                .append(':')
                .append(name)
                .append(value.length())
                .append(':')
                .append(value));
        return Signal.hash(all.toString()).substring(0, 32);
    }

    /** In the order of their names. */
    static Map<String, String> texts(JsonNode json, String field) {
        JsonNode object = json.path(field);
        if (object.isMissingNode() || object.isNull()) {
            return Map.of();
        }
        if (!object.isObject()) {
            throw new InvalidSignal(field, "must be a JSON object");
        }
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry -> texts.put(
                        entry.getKey(),
                        entry.getValue().isValueNode()
                                ? entry.getValue().asText()
                                : entry.getValue().toString()));
        return texts;
    }

    /** Year 1 is what these systems write for "not yet". */
    private static @Nullable Instant moment(String field, String text) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            return moment.isBefore(FIRST_POSSIBLE) || moment.isAfter(LAST_POSSIBLE) ? null : moment;
        } catch (DateTimeParseException none) {
            throw new InvalidSignal(field, "must be a moment such as 2026-11-23T08:00:00Z");
        }
    }
}
