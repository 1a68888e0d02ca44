package org.crisisplan.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.crisisplan.decision.Feel;
import org.jspecify.annotations.Nullable;

/**
 * One component of a form. Conditions and limits may be FEEL expressions over what is known and what is being entered.
 *
 * @param json the component as the file describes it
 */
public record FormField(JsonNode json) {

    /** Property: what the field begins with while nothing is known, see {@link #NOW}; otherwise an expression of what is known. */
    public static final String BEGINS_WITH = "default";

    /** Property of a moment: not after this. */
    public static final String LATEST = "latest";

    /** Property of a moment: not before this. */
    public static final String EARLIEST = "earliest";

    /** The moment at which a form is opened, or sent. */
    public static final String NOW = "now";

    private static final Set<String> WITH_VALUE = Set.of(
            "textfield", "textarea", "number", "checkbox", "checklist", "radio", "select", "taglist", "datetime");

    public static List<FormField> of(JsonNode components) {
        return StreamSupport.stream(components.spliterator(), false)
                .map(FormField::new)
                .toList();
    }

    public String type() {
        return json.path("type").asText();
    }

    /** The variable the field stands for; a list and a group have a path instead, a group often none. */
    public String key() {
        return json.path(isList() || isGroup() ? "path" : "key").asText();
    }

    /** What the person reads beside the field; dates and times keep it under other names. */
    public String label() {
        return Stream.of("label", "dateLabel", "timeLabel")
                .map(name -> json.path(name).asText())
                .filter(label -> !label.isBlank())
                .findFirst()
                .orElse("");
    }

    public boolean isList() {
        return type().equals("dynamiclist");
    }

    boolean isGroup() {
        return type().equals("group");
    }

    public boolean hasValue() {
        return WITH_VALUE.contains(type()) && !key().isEmpty();
    }

    public List<FormField> fields() {
        return of(json.path("components"));
    }

    /** What an analyst says of the field beside what the form's viewer understands: its own properties in the form's file. */
    public String property(String name) {
        return json.path("properties").path(name).asText();
    }

    String dateKind() {
        return json.path("subtype").asText("date");
    }

    boolean isHidden(Map<String, Object> known) {
        return isTrue(json.path("conditional").path("hide"), known);
    }

    boolean isFixed(Map<String, Object> known) {
        return isTrue(json.path("readonly"), known) || isTrue(json.path("disabled"), known);
    }

    boolean isRequired(Map<String, Object> known) {
        return isTrue(json.path("validate").path("required"), known);
    }

    /** A limit such as {@code max} or {@code pattern}; missing where the form sets none. */
    public JsonNode limit(String name) {
        return json.path("validate").path(name);
    }

    /** The limit as a number, or null where the form sets none. */
    @Nullable Object limit(String name, Map<String, Object> known) {
        return valueOf(limit(name), known);
    }

    /** What the field begins with while nothing is known of it; null if the form does not say, or nothing comes of it. */
    @Nullable Object beginning(Map<String, Object> known, Clock clock) {
        String said = property(BEGINS_WITH);
        if (said.equals(NOW)) {
            var now = clock.instant().atZone(clock.getZone()).toOffsetDateTime().truncatedTo(ChronoUnit.MINUTES);
            return dateKind().equals("datetime")
                    ? DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx").format(now)
                    : now.toLocalDate().toString();
        }
        return said.startsWith("=") ? Feel.evaluate(said.substring(1), known) : null;
    }

    static @Nullable Object valueOf(JsonNode node, Map<String, Object> known) {
        if (node.isTextual() && node.asText().startsWith("=")) {
            return Feel.evaluate(node.asText().substring(1), known);
        }
        return node.isNumber() ? node.decimalValue() : node.isValueNode() && !node.isNull() ? node.asText() : null;
    }

    private static boolean isTrue(JsonNode condition, Map<String, Object> known) {
        return condition.asBoolean() || "true".equals(String.valueOf(valueOf(condition, known)));
    }
}
