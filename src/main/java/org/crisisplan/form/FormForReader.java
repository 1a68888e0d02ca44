package org.crisisplan.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.crisisplan.web.BilingualText;

/** A form of the plan in the one language of its reader. Keys, limits and conditions stay as they are, so that answers mean the same. */
public final class FormForReader {

    private static final Set<String> SHOWN = Set.of(
            "label", "description", "text", "dateLabel", "timeLabel", "prefixAdorner", "suffixAdorner", "alt", "title");

    private FormForReader() {}

    /** @param form is left as it is */
    public static <T extends JsonNode> T in(Locale reader, T form) {
        T copy = form.deepCopy();
        split(copy, reader);
        return copy;
    }

    private static void split(JsonNode node, Locale reader) {
        if (node instanceof ObjectNode component) {
            component.properties().forEach(field -> {
                // what begins with '=' is an expression
                if (SHOWN.contains(field.getKey())
                        && field.getValue().isTextual()
                        && !field.getValue().asText().startsWith("=")) {
                    field.setValue(
                            component.textNode(BilingualText.of(field.getValue().asText(), reader)));
                }
            });
        }
        node.forEach(child -> split(child, reader));
    }
}
