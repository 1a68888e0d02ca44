package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.crisisplan.decision.Feel;
import org.crisisplan.decision.feel.TextPattern;
import org.crisisplan.form.FormField;

/** What every form keeps to: components that Tasklist shows, nothing that would run foreign text, limits that can be checked. */
class PlanCheckForms {

    private static final Set<String> COMPONENTS = Set.of(
            "textfield",
            "textarea",
            "number",
            "datetime",
            "checkbox",
            "checklist",
            "radio",
            "select",
            "taglist",
            "text",
            "group",
            "separator",
            "spacer",
            "table",
            "expression");

    private static final Set<String> WITH_OPTIONS = Set.of("checklist", "radio", "select", "taglist");

    private final PlanCheckReport report;

    PlanCheckForms(PlanCheckReport report) {
        this.report = report;
    }

    void check(String file, JsonNode form) {
        var dialect = PlanCheckDialect.of(form);
        if (dialect.isPresent()) {
            report.add(
                    file,
                    form.path("id").asText(),
                    dialect.get().problem(),
                    dialect.get().remedy());
            return;
        }
        String name = PlanCheckModels.nameOf(file);
        if (!name.equals(form.path("id").asText())) {
            report.add(
                    file,
                    form.path("id").asText(),
                    "has another id than its file's name",
                    "Give the form the id " + name + ", or rename the file");
        }
        checkFields(file, FormField.of(form.path("components")), new HashSet<>(), new ArrayList<>());
    }

    private void checkFields(String file, List<FormField> fields, Set<String> ids, List<String> keys) {
        for (FormField field : fields) {
            if (!ids.add(field.json().path("id").asText())) {
                report.add(file, place(field), "has an id that another field has", "Give it one of its own");
            }
            checkField(file, field);
            checkKey(file, field, keys);
            checkFields(file, field.fields(), ids, field.isList() ? new ArrayList<>() : keys);
        }
    }

    private void checkField(String file, FormField field) {
        if (field.isList()) {
            report.add(
                    file,
                    place(field),
                    "is a list that grows as it is filled in; Tasklist 7.24 then takes the form for faulty for ever "
                            + "and never lets it be completed",
                    "Use fields of their own, each shown once the one before it is filled in");
        } else if (!COMPONENTS.contains(field.type())) {
            report.add(
                    file,
                    place(field),
                    "is a component of the type " + field.type() + ", which the plan's forms do not use",
                    "Use one of "
                            + String.join(", ", COMPONENTS.stream().sorted().toList()));
        }
        if (Stream.of("text", "content", "label", "description")
                .anyMatch(part -> mixesIn(field.json().path(part)))) {
            report.add(
                    file,
                    place(field),
                    "mixes variables into its text",
                    "Show what came from outside in a read-only field of its own");
        }
        if (field.hasValue() || field.isList()) {
            label(file, field, field.label(), "the field");
        }
        field.json().path("values").forEach(option -> {
            label(
                    file,
                    field,
                    option.path("label").asText(),
                    "the option \"" + option.path("value").asText() + "\"");
        });
        checkOptions(file, field);
        checkConditions(file, field);
        checkLimits(file, field);
        new PlanCheckFormValues(file, report).check(field);
    }

    /** Only two fields of which one is hidden while the other is shown may write the same variable. */
    private void checkKey(String file, FormField field, List<String> keys) {
        if (!field.hasValue() && !field.isList()) {
            return;
        }
        if (!field.key().matches("[a-z][A-Za-z0-9]*")) {
            report.add(
                    file,
                    place(field),
                    "has the key \"" + field.key() + "\", which is no name of a variable",
                    "Use letters and digits, beginning with a small letter");
        }
        if (keys.contains(field.key()) && !field.json().has("conditional")) {
            report.add(
                    file,
                    place(field),
                    "writes " + field.key() + ", which another field of the form writes too",
                    "Give it a key of its own, or show only one of the two at a time");
        }
        keys.add(field.key());
    }

    private void checkOptions(String file, FormField field) {
        if (!WITH_OPTIONS.contains(field.type())
                || field.json().hasNonNull("valuesKey")
                || field.json().hasNonNull("valuesExpression")) {
            return;
        }
        List<String> values = field.json().path("values").findValuesAsText("value");
        if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
            report.add(
                    file,
                    place(field),
                    values.isEmpty() ? "offers nothing to choose" : "offers the same value twice",
                    "Give it options, each with a value of its own");
        }
    }

    private void checkConditions(String file, FormField field) {
        Stream.of(
                        field.json().path("conditional").path("hide"),
                        field.json().path("readonly"),
                        field.json().path("valuesExpression"),
                        field.json().path("expression"),
                        field.json().path("dataSource"),
                        field.json().path("properties").path(FormField.BEGINS_WITH),
                        field.limit("min"),
                        field.limit("max"))
                .map(JsonNode::asText)
                .filter(text -> text.startsWith("="))
                .forEach(text -> Feel.faultInExpression(text.substring(1))
                        .or(() -> Feel.burden(text))
                        .ifPresent(fault -> report.add(
                                file,
                                place(field),
                                "has a condition that cannot be used: " + text + " ("
                                        + fault.replaceAll("\\s+", " ").replaceAll("\\.$", "") + ")",
                                "Write it in FEEL, such as =level = 1")));
        JsonNode hide = field.json().path("conditional").path("hide");
        if (hide.isTextual() && !hide.asText().startsWith("=")) {
            report.add(
                    file, place(field), "has a condition that is not evaluated: " + hide.asText(), "Begin it with =");
        }
    }

    private void checkLimits(String file, FormField field) {
        Stream.of("min", "max", "minLength", "maxLength")
                .filter(limit -> !field.limit(limit).isMissingNode())
                .filter(limit -> !field.limit(limit).isNumber())
                .filter(limit -> !field.limit(limit).asText().startsWith("="))
                .forEach(limit -> report.add(
                        file,
                        place(field),
                        "has a " + limit + " that is no number",
                        "Write a number, or = and an expression"));
        patternFault(field.limit("pattern").asText())
                .ifPresent(fault -> report.add(
                        file,
                        place(field),
                        "has a pattern that cannot be read (" + fault + ")",
                        "Correct the pattern"));
    }

    private static Optional<String> patternFault(String pattern) {
        return TextPattern.fault(pattern);
    }

    private static boolean mixesIn(JsonNode text) {
        return text.asText().contains("{{") || text.asText().startsWith("=");
    }

    private void label(String file, FormField field, String label, String what) {
        if (label.isBlank()) {
            report.add(file, place(field), what + " has no label", PlanCheckLabels.REMEDY);
        } else if (!PlanCheckLabels.isBilingual(label)) {
            report.add(file, place(field), what + " is labelled in one language only", PlanCheckLabels.REMEDY);
        }
    }

    static String place(FormField field) {
        return PlanCheckReport.describe(field.json().path("id").asText(field.key()), field.label());
    }
}
