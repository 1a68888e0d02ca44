package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.crisisplan.crisis.Variables;
import org.crisisplan.decision.FeelTree;
import org.crisisplan.form.FormField;

/** The names in a form: conditions speak of what is there, and no field writes what the product itself keeps. */
class PlanCheckFormNames {

    private static final Set<String> OF_THE_PRODUCT = Set.of(
            Variables.NUMBER,
            Variables.LEVEL,
            Variables.SUSPECTED_LEVEL,
            Variables.GRADED_LEVEL,
            Variables.GRADE_CHANGE,
            Variables.LEVEL_REASONS,
            Variables.GRADED_REASONS,
            Variables.JUDGED_BY_TABLES,
            Variables.REVIEW_DUE,
            "execution",
            "task",
            "decisionResult",
            "loopCounter");

    private final PlanCheckReport report;
    private final PlanCheckModels models;
    private final Set<String> written;
    private final Set<String> atStart;

    /** @param written what anything in the bundle or in the product writes */
    PlanCheckFormNames(PlanCheckModels models, Set<String> written, PlanCheckReport report) {
        this.models = models;
        this.written = written;
        this.report = report;
        this.atStart = new TreeSet<>(models.processes().values().stream()
                .flatMap(model -> model.getModelElementsByType(StartEvent.class).stream())
                .map(start -> String.valueOf(PlanCheckReferences.camunda(start, "formRef")))
                .toList());
    }

    void check(String file, JsonNode form) {
        Set<String> own = new TreeSet<>();
        keys(form.path("components"), own);
        Set<String> known = new TreeSet<>(own);
        boolean starts = atStart.contains(form.path("id").asText());
        if (!starts) {
            known.addAll(written);
        }
        fields(file, form.path("components"), known, starts);
    }

    private static void keys(JsonNode components, Set<String> keys) {
        FormField.of(components).forEach(field -> {
            if (!field.key().isEmpty()) {
                keys.add(field.key());
            }
            keys(field.json().path("components"), keys);
        });
    }

    private void fields(String file, JsonNode components, Set<String> known, boolean starts) {
        FormField.of(components).forEach(field -> {
            conditions(file, field, known, starts);
            boolean shownOnly = isFixed(field.json().path("readonly"))
                    || isFixed(field.json().path("disabled"));
            if (field.hasValue() && !shownOnly && OF_THE_PRODUCT.contains(field.key())) {
                report.add(
                        file,
                        PlanCheckForms.place(field),
                        "writes " + field.key() + ", which the product itself keeps",
                        "Give it another key, or show it read-only");
            }
            fields(file, field.json().path("components"), known, starts);
        });
    }

    private static boolean isFixed(JsonNode condition) {
        return condition.asBoolean() || condition.asText().startsWith("=");
    }

    private void conditions(String file, FormField field, Set<String> known, boolean starts) {
        JsonNode json = field.json();
        Stream<JsonNode> limits =
                Stream.of("required", "min", "max", "minLength", "maxLength").map(field::limit);
        Stream.concat(
                        Stream.of(
                                json.path("conditional").path("hide"),
                                json.path("readonly"),
                                json.path("disabled"),
                                json.path("valuesExpression"),
                                json.path("expression"),
                                json.path("dataSource"),
                                json.path("properties").path(FormField.BEGINS_WITH)),
                        limits)
                .map(JsonNode::asText)
                .filter(text -> text.startsWith("="))
                .map(text -> FeelTree.ofExpression(text.substring(1)))
                .flatMap(tree -> tree.names().stream())
                .filter(name -> !known.contains(name))
                .distinct()
                .forEach(name -> unknown(file, field, name, known, starts));
        bounds(file, field, known, starts);
        String options = json.path("valuesKey").asText();
        if (!options.isEmpty() && !known.contains(options)) {
            unknown(file, field, options, known, starts);
        }
    }

    /** The moments between which an answer must lie are known by name, or are now. */
    private void bounds(String file, FormField field, Set<String> known, boolean starts) {
        for (String bound : List.of(FormField.EARLIEST, FormField.LATEST)) {
            String name = field.property(bound);
            if (name.isEmpty()) {
                continue;
            }
            if (!field.type().equals("datetime")) {
                report.add(
                        file,
                        PlanCheckForms.place(field),
                        "has the property " + bound + ", which only a date and time can have",
                        "Set the limits min and max instead, which may be expressions");
            } else if (!name.equals(FormField.NOW) && !known.contains(name)) {
                unknown(file, field, name, known, starts);
            }
        }
    }

    private void unknown(String file, FormField field, String name, Set<String> known, boolean starts) {
        // what a diagram in another dialect would have written is not known
        if (models.setAside().isEmpty()) {
            report.add(
                    file,
                    PlanCheckForms.place(field),
                    "has a condition that speaks of " + name
                            + (starts
                                    ? ", which is no field of this form; nothing else is known when a case begins"
                                    : ", which no form, table or step writes"),
                    PlanCheckSpelling.nearest(name, known)
                            .map(one -> "Write " + one + ", if that is meant")
                            .orElse("Correct the name, or add the field"));
        }
    }
}
