package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.crisisplan.form.FormField;

/** What a form's fields allow can be entered: limits that leave room, and a value at the beginning that is one of those allowed. */
class PlanCheckFormValues {

    private static final Set<String> ENTERED = Set.of(
            "textfield", "textarea", "number", "checkbox", "checklist", "radio", "select", "taglist", "datetime");

    private final String file;
    private final PlanCheckReport report;

    PlanCheckFormValues(String file, PlanCheckReport report) {
        this.file = file;
        this.report = report;
    }

    void check(FormField field) {
        if (ENTERED.contains(field.type()) && field.key().isBlank()) {
            say(field, "has no key, so what is entered is lost", "Give it a key: the name of the variable it writes");
        }
        room(field, "min", "max");
        room(field, "minLength", "maxLength");
        neverFilledIn(field);
        JsonNode first = field.json().path("defaultValue");
        if (!first.isMissingNode() && !first.isNull() && !first.asText("x").isEmpty()) {
            begins(field, first);
        }
    }

    private void room(FormField field, String least, String most) {
        JsonNode from = field.limit(least);
        JsonNode to = field.limit(most);
        if (from.isNumber() && to.isNumber() && from.asDouble() > to.asDouble()) {
            say(
                    field,
                    "allows nothing, since its " + least + " " + from.asText() + " is more than its " + most + " "
                            + to.asText(),
                    "Exchange the two");
        }
    }

    private void neverFilledIn(FormField field) {
        boolean required = isTrue(field.limit("required"));
        boolean hidden = isTrue(field.json().path("conditional").path("hide"));
        if (required && hidden) {
            say(field, "must be filled in but is always hidden", "Show it, or do not require it");
        }
    }

    private static boolean isTrue(JsonNode condition) {
        return condition.asBoolean() || condition.asText().replaceAll("\\s", "").equals("=true");
    }

    private void begins(FormField field, JsonNode first) {
        boolean fits = switch (field.type()) {
            case "checkbox" -> first.isBoolean();
            case "number" -> first.isNumber() && inLimits(field, first.asDouble());
            case "radio", "select" -> isOption(field, first);
            case "checklist", "taglist" ->
                first.isArray() && List.copyOf(values(first)).stream().allMatch(one -> isOption(field, one));
            default -> true;
        };
        if (!fits) {
            say(
                    field,
                    "begins with " + first + ", which cannot be entered there",
                    switch (field.type()) {
                        case "checkbox" -> "Tick it or leave it unticked";
                        case "number" -> "Begin with a number within its limits";
                        default -> "Begin with the value of one of its options";
                    });
        }
    }

    private static boolean inLimits(FormField field, double value) {
        JsonNode from = field.limit("min");
        JsonNode to = field.limit("max");
        return (!from.isNumber() || value >= from.asDouble()) && (!to.isNumber() || value <= to.asDouble());
    }

    private static boolean isOption(FormField field, JsonNode value) {
        JsonNode options = field.json().path("values");
        return options.isMissingNode() || options.findValuesAsText("value").contains(value.asText());
    }

    private static List<JsonNode> values(JsonNode list) {
        List<JsonNode> all = new java.util.ArrayList<>();
        list.forEach(all::add);
        return all;
    }

    private void say(FormField field, String problem, String remedy) {
        report.add(file, PlanCheckForms.place(field), problem, remedy);
    }
}
