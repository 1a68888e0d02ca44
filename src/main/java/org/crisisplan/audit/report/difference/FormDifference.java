package org.crisisplan.audit.report.difference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares forms by the ids of their fields. */
final class FormDifference {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMPONENTS = "components";

    /** Where a field stands is its layout; what made the file is no matter of the form. */
    private static final Set<String> LEFT_OUT = Set.of(
            COMPONENTS, "id", "layout", "exporter", "executionPlatform", "executionPlatformVersion", "schemaVersion");

    private FormDifference() {}

    static List<Difference> between(byte[] before, byte[] after) {
        return Part.between(parts(before), parts(after));
    }

    private static Map<String, Part> parts(byte[] file) {
        Map<String, Part> parts = new LinkedHashMap<>();
        if (file.length > 0) {
            try {
                collect(JSON.readTree(file), parts);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return parts;
    }

    private static void collect(JsonNode component, Map<String, Part> parts) {
        String id = component.path("id").asText("form");
        Part part = new Part(
                component.path("type").asText("form"),
                id,
                component.path("label").asText(component.path("key").asText("")),
                "");
        component.properties().forEach(field -> {
            if (!LEFT_OUT.contains(field.getKey())) {
                say(part, field.getKey(), field.getValue());
            }
        });
        parts.put(id, part);
        component.path(COMPONENTS).forEach(child -> collect(child, parts));
    }

    private static void say(Part part, String name, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(field -> say(part, name + "." + field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            value.forEach(item -> part.say(name, item.isTextual() ? item.asText() : item.toString()));
        } else {
            part.say(name, value.asText());
        }
    }
}
