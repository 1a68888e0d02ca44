package org.crisisplan.crisis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers any form of the plan as a team does that carries a crisis straight to its end. It knows some fields by their keys and
 * answers every other required field by its type, so that it still works when forms change. Fields that a form hides or fixes are
 * not read by the product, whatever is sent for them.
 */
public final class FormFiller {

    /** What the crisis is about. */
    static final List<String> KINDS =
            List.of(System.getProperty("kinds", "technical,content").split(","));

    /** How many improvements its review finds, each of which is a task. */
    private static final int IMPROVEMENTS = Integer.getInteger("improvements", 2);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SENTENCE = "Nobody could log in this morning, and one article about it was wrong.";
    private static final int DAYS_AHEAD = 30;

    /** What keeps the crisis at level 1 and leads to its end without a second round. */
    private static final Map<String, Object> PREFERRED = new HashMap<>();

    static {
        PREFERRED.put("isCrisis", "yes");
        PREFERRED.put("serviceDown", KINDS.contains("technical"));
        PREFERRED.put("content", KINDS.contains("content"));
        PREFERRED.put("outageScope", "nationwide");
        PREFERRED.put("unresponsiveMinutes", 30);
        PREFERRED.put("coreDatabaseDestroyed", true);
        PREFERRED.put("managementInstruction", SENTENCE);
        PREFERRED.put("consent", "yes");
        PREFERRED.put("caseResult", "solved");
        PREFERRED.put("mayRecur", "no");
        PREFERRED.put("userExperienceImpact", "severe");
        PREFERRED.put("brandDamage", "minor");
        PREFERRED.put("signature", "sign");
        PREFERRED.put("objectionDecision", "proceed");
        PREFERRED.put("draftDecision", "submit");
        PREFERRED.put("statementTitleZh", "情况说明");
        PREFERRED.put("statementTextZh", "我们正在处理，请您放心。");
        PREFERRED.put("verdict", "approve");
        PREFERRED.put("repairWorks", "yes");
        PREFERRED.put("compensationDecision", "approve");
        PREFERRED.put("compensationKind", "membership");
        // the review's other lines stay empty
        for (int item = 1; item <= IMPROVEMENTS; item++) {
            PREFERRED.put("itemWhat" + item, SENTENCE);
            PREFERRED.put("itemOwner" + item, item % 2 == 1 ? "technology" : "customerService");
        }
    }

    private FormFiller() {}

    /** The body of a request that submits the form. */
    public static String submission(JsonNode form) {
        ObjectNode answers = JSON.createObjectNode();
        fill(answers, form.path("components"));
        ObjectNode variables = JSON.createObjectNode();
        answers.properties().forEach(field -> {
            ObjectNode variable = variables.putObject(field.getKey());
            if (field.getValue().isContainerNode()) {
                variable.put("type", "Json").put("value", field.getValue().toString());
            } else {
                variable.set("value", field.getValue());
            }
        });
        return JSON.createObjectNode().set("variables", variables).toString();
    }

    private static void fill(ObjectNode answers, JsonNode components) {
        for (JsonNode field : components) {
            String type = field.path("type").asText();
            String path = field.path("path").asText();
            if (type.equals("group") && path.isEmpty()) {
                fill(answers, field.path("components"));
            } else if (type.equals("group")) {
                fill(answers.putObject(path), field.path("components"));
            } else if (type.equals("dynamiclist")) {
                fill(answers.putArray(path).addObject(), field.path("components"));
            } else if (field.hasNonNull("key") && isOpen(field)) {
                answer(answers, field, type);
            }
        }
    }

    private static void answer(ObjectNode answers, JsonNode field, String type) {
        String key = field.path("key").asText();
        if (PREFERRED.containsKey(key)) {
            boolean inWords = !field.path("values").isEmpty();
            Object answer = PREFERRED.get(key);
            answers.set(
                    key, JSON.valueToTree(inWords && answer instanceof Boolean yes ? (yes ? "yes" : "no") : answer));
        } else if (isRequired(field)) {
            answers.set(key, usual(field, type));
        }
    }

    private static boolean isOpen(JsonNode field) {
        return !field.path("readonly").asBoolean() && !field.path("disabled").asBoolean();
    }

    /** A condition is taken for true: an answer too many is left out by the product, one too few is refused. */
    private static boolean isRequired(JsonNode field) {
        JsonNode required = field.path("validate").path("required");
        return required.asBoolean() || required.asText().startsWith("=");
    }

    private static JsonNode usual(JsonNode field, String type) {
        return switch (type) {
            case "textfield", "textarea" -> JSON.valueToTree(text(field));
            case "number" -> JSON.valueToTree(number(field));
            case "checkbox" -> JSON.valueToTree(true);
            case "radio", "select" -> firstOption(field);
            case "checklist", "taglist" -> {
                ArrayNode chosen = JSON.createArrayNode();
                yield chosen.add(firstOption(field));
            }
            case "datetime" -> JSON.valueToTree(moment(field));
            default ->
                throw new IllegalStateException("Nobody knows how to answer " + field.path("key") + " of type " + type);
        };
    }

    private static String text(JsonNode field) {
        int longest = field.path("validate").path("maxLength").asInt(SENTENCE.length());
        return SENTENCE.substring(0, Math.min(longest, SENTENCE.length()));
    }

    private static Number number(JsonNode field) {
        JsonNode limits = field.path("validate");
        double number = Math.min(
                Math.max(1, limits.path("min").asDouble(1)), limits.path("max").asDouble(1));
        return number == Math.rint(number) ? (Number) (long) number : (Number) number;
    }

    private static JsonNode firstOption(JsonNode field) {
        JsonNode first = field.path("values").path(0).path("value");
        if (first.isMissingNode()) {
            throw new IllegalStateException("Nothing is offered at " + field.path("key"));
        }
        return first;
    }

    /** Ahead where the past is refused; otherwise it has happened already. */
    private static String moment(JsonNode field) {
        boolean ahead = field.path("disallowPassedDates").asBoolean();
        OffsetDateTime time = OffsetDateTime.now(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .plusDays(ahead ? DAYS_AHEAD : 0);
        return switch (field.path("subtype").asText("date")) {
            case "time" -> "14:30";
            case "datetime" -> time.toString();
            default -> LocalDate.from(time).toString();
        };
    }
}
