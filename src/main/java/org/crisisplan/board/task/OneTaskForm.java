package org.crisisplan.board.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.web.BilingualText;

/** What the page makes of a form: the same fields, without those that its header line shows already. */
final class OneTaskForm {

    private static final Set<String> IN_THE_HEADER = Set.of("number", "title", "level", "suspectedLevel");
    private static final Set<String> FROM_TABLES =
            Set.of("levelReasons", "gradedReasons", "strategyHint", "dutyAuthority", "dutyChannel", "dutyLawDue");

    /** What the product writes: a line in English and the next in Chinese, paragraph by paragraph. */
    private static final Set<String> IN_PAIRS = Set.of(
            "statementFigures",
            "similarCases",
            "factSheet",
            "approvedWords",
            "dutyChecklist",
            "openDuties",
            "repeatedCases",
            "volumeSummary",
            "surveySummary",
            "lossParametersUsed");

    /** What somebody said, behind the name of the department that they spoke for. */
    private static final String OF_A_DEPARTMENT = "verdictComment";

    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");
    private static final ObjectMapper JSON = new ObjectMapper();

    private OneTaskForm() {}

    /** Takes out of the form's groups what can only be read and stands in the header. */
    static JsonNode withoutHead(JsonNode form) {
        return without(IN_THE_HEADER, form);
    }

    /** Takes out of the form's groups what can only be read and stands elsewhere on the page. */
    static JsonNode without(Set<String> shownElsewhere, JsonNode form) {
        if (form.path("components") instanceof ArrayNode components) {
            for (JsonNode component : components) {
                if (component.path("type").asText().equals("group")
                        && component.path("path").asText().isEmpty()) {
                    without(shownElsewhere, component);
                }
            }
            Iterator<JsonNode> fields = components.iterator();
            while (fields.hasNext()) {
                JsonNode field = fields.next();
                if (field.path("disabled").asBoolean() && field instanceof ObjectNode read) {
                    // it says how to fill the field in
                    read.remove("description");
                }
                boolean shown = field.path("disabled").asBoolean()
                        && shownElsewhere.contains(field.path("key").asText());
                if (shown || isEmptied(field)) {
                    fields.remove();
                }
            }
        }
        return form;
    }

    /** Whether people write in any of these fields. */
    static boolean asksFor(Set<String> keys, JsonNode form) {
        for (JsonNode field : form.path("components")) {
            boolean asked = keys.contains(field.path("key").asText())
                    && !field.path("disabled").asBoolean();
            if (asked || asksFor(keys, field)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEmptied(JsonNode field) {
        return field.path("type").asText().equals("group")
                && field.path("components").isArray()
                && field.path("components").isEmpty();
    }

    /**
     * The reasons of a level and the advice for a statement are sentences of the plan's tables, in both languages; so is what the product
     * says of a text's figures and of past cases.
     */
    static Map<String, Object> valuesFor(Locale reader, Map<String, Object> values) {
        Map<String, Object> shown = new HashMap<>(values);
        shown.replaceAll((name, value) -> value instanceof String text ? shown(name, text, reader) : value);
        return shown;
    }

    /** The value of one field as its reader sees it: what people wrote stays as it is. */
    static String shown(String field, String text, Locale reader) {
        if (FROM_TABLES.contains(field)) {
            return BilingualText.ofReasons(text, reader);
        }
        int name = text.indexOf(": ");
        if (OF_A_DEPARTMENT.equals(field) && name > 0) {
            return BilingualText.of(text.substring(0, name), reader) + text.substring(name);
        }
        return IN_PAIRS.contains(field)
                ? PARAGRAPHS
                        .splitAsStream(text)
                        .map(paragraph -> ofPairs(paragraph, reader))
                        .collect(Collectors.joining("\n\n"))
                : text;
    }

    /** What stands on a line in English and on the next in Chinese. */
    private static String ofPairs(String text, Locale reader) {
        List<String> lines = text.lines().toList();
        int first = reader.getLanguage().equals(Locale.CHINESE.getLanguage()) ? 1 : 0;
        return IntStream.range(0, lines.size())
                .filter(i -> i % 2 == first)
                .mapToObj(lines::get)
                .collect(Collectors.joining("\n"));
    }

    static JsonNode read(String answers) {
        try {
            return JSON.readTree(answers);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A draft cannot be read", broken);
        }
    }

    static String written(Map<String, JsonNode> answers) {
        ObjectNode all = JSON.createObjectNode();
        all.setAll(answers);
        return all.toString();
    }
}
