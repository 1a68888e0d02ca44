package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crisisplan.form.FormField;

/** What a form asks, shows and needs to know. */
record FormUse(List<FormField> fields) {

    static FormUse of(JsonNode form) {
        List<FormField> all = new ArrayList<>();
        collect(form.path("components"), all);
        return new FormUse(all);
    }

    private static void collect(JsonNode components, List<FormField> all) {
        for (FormField field : FormField.of(components)) {
            all.add(field);
            if (!field.isList()) {
                collect(field.json().path("components"), all);
            }
        }
    }

    /** Every field is a variable once the form is answered. */
    Set<String> variables() {
        return keys(fields.stream().filter(field -> writes(field)).toList());
    }

    Set<String> asked() {
        return keys(fields.stream()
                .filter(field -> writes(field) && !isShown(field))
                .toList());
    }

    Set<String> shown() {
        Set<String> shown = keys(fields.stream()
                .filter(field -> field.hasValue() && isShown(field))
                .toList());
        fields.stream()
                .map(field -> field.json().path("valuesKey").asText())
                .filter(key -> !key.isBlank())
                .forEach(shown::add);
        // what it works out itself is there to be shown
        shown.removeAll(keys(fields.stream()
                .filter(field -> field.type().equals("expression"))
                .toList()));
        return shown;
    }

    /** What its conditions and calculations speak of. */
    Set<String> spokenOf() {
        Set<String> names = new TreeSet<>();
        fields.forEach(field -> collectNames(field.json(), names));
        return names;
    }

    /** Fields that are kept for the record alone: the property {@code record} says so. */
    boolean isRecord(String key) {
        return fields.stream()
                .filter(field -> field.key().equals(key))
                .allMatch(
                        field -> field.json().path("properties").path("record").asBoolean());
    }

    private static void collectNames(JsonNode json, Set<String> names) {
        json.properties().forEach(part -> {
            if (part.getValue().isTextual() && part.getValue().asText().startsWith("=")) {
                names.addAll(FeelNames.of(part.getValue().asText().substring(1)));
            } else if (part.getValue().isObject()) {
                collectNames(part.getValue(), names);
            }
        });
    }

    private static boolean writes(FormField field) {
        return field.hasValue()
                || field.type().equals("expression") && !field.key().isEmpty();
    }

    static boolean isShown(FormField field) {
        return field.json().path("readonly").asBoolean()
                || field.json().path("disabled").asBoolean();
    }

    private static Set<String> keys(List<FormField> fields) {
        return fields.stream().map(FormField::key).collect(Collectors.toCollection(TreeSet::new));
    }
}
