package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.form.FormField;

/** The facts that a plan knows, and the fields that ask for them: a field takes what its fact can be. */
class PlanCheckFacts {

    private static final Set<String> UNITS = Set.of("", "minutes", "hours");

    private final FactDefinitions facts;
    private final PlanCheckModels models;
    private final PlanCheckReport report;

    PlanCheckFacts(PlanCheckModels models, PlanCheckReport report) {
        this.facts = models.facts();
        this.models = models;
        this.report = report;
    }

    /** One row is one fact: its name alone, as forms, tables and diagrams write it. */
    void checkTable(String file, DmnModelInstance model) {
        if (!(model.getModelElementById(FactDefinitions.TABLE) instanceof Decision decision)) {
            return;
        }
        for (DecisionTable table : decision.getChildElementsByType(DecisionTable.class)) {
            List<String> columns =
                    table.getOutputs().stream().map(Output::getName).toList();
            Set<String> seen = new HashSet<>();
            for (Rule rule : table.getRules()) {
                checkRow(file, rule, columns, seen);
            }
        }
    }

    private void checkRow(String file, Rule rule, List<String> columns, Set<String> seen) {
        String cell = TableCells.inputs(rule).stream().findFirst().orElse("");
        Optional<String> name = CellSlips.whollyQuoted(cell);
        if (name.isEmpty() || !name.get().matches("[a-zA-Z]\\w*")) {
            report.add(
                    file,
                    rule,
                    "names no fact: " + (cell.isEmpty() ? "the cell is empty" : cell),
                    "Write one name in double quotes, of letters and digits, such as \"leakedUsers\"");
            return;
        }
        if (CrisisFacts.OF_THE_PRODUCT.contains(name.get())) {
            report.add(
                    file,
                    rule,
                    "names " + name.get() + ", which the product itself keeps",
                    "Give the fact another name");
        }
        if (!seen.add(name.get())) {
            report.add(file, rule, "names " + name.get() + " a second time", "Remove one of the two rows");
        }
        if ("choice".equals(result(rule, columns, "type"))
                && result(rule, columns, "choices").isBlank()) {
            report.add(
                    file,
                    rule,
                    "is a choice without words to choose from",
                    "Write them with commas between them, the mildest first, such as \"none, minor, severe\"");
        }
        if (!UNITS.contains(result(rule, columns, "grows"))) {
            report.add(
                    file,
                    rule,
                    "grows in " + result(rule, columns, "grows") + ", which is no unit of time here",
                    "Write \"minutes\" or \"hours\", or leave the cell empty");
        }
        checkMessage(file, rule, result(rule, columns, "message"), result(rule, columns, "toldBy"));
    }

    /** A message is for diagrams that wait while somebody tells the fact elsewhere. */
    private void checkMessage(String file, Rule rule, String message, String toldBy) {
        if (message.isEmpty()) {
            return;
        }
        if (!"anyone".equals(toldBy)) {
            report.add(
                    file,
                    rule,
                    "sends the message " + message + ", but only forms tell the fact, and they send none",
                    "Write \"anyone\" under toldBy, or empty the cell");
        } else if (!isAwaited(message)) {
            report.warn(
                    file,
                    PlanCheckReport.describe(rule),
                    "sends the message " + message + ", which no diagram waits for",
                    "Draw an event that waits for it, or empty the cell");
        }
    }

    private boolean isAwaited(String message) {
        return models.processes().values().stream()
                .flatMap(model -> Elements.of(model, MessageEventDefinition.class).stream())
                .filter(event -> event.getParentElement() instanceof CatchEvent)
                .anyMatch(event -> event.getMessage() != null
                        && message.equals(event.getMessage().getName()));
    }

    private static String result(Rule rule, List<String> columns, String column) {
        List<String> cells = TableCells.outputs(rule);
        int at = columns.indexOf(column);
        return at < 0 || at >= cells.size()
                ? ""
                : CellSlips.whollyQuoted(cells.get(at)).orElse(cells.get(at));
    }

    void checkForm(String file, JsonNode form) {
        fields(file, form.path("components"));
    }

    private void fields(String file, JsonNode components) {
        FormField.of(components).forEach(field -> {
            if (field.hasValue() && !FormUse.isShown(field)) {
                facts.find(field.key()).ifPresent(fact -> checkField(file, field, fact));
            }
            fields(file, field.json().path("components"));
        });
    }

    private void checkField(String file, FormField field, FactDefinition fact) {
        Set<String> fitting = switch (fact.type()) {
            case YES_NO -> Set.of("checkbox", "radio", "select");
            case COUNT, QUANTITY -> Set.of("number");
            case CHOICE -> Set.of("radio", "select");
            case WORD -> Set.of("radio", "select", "textfield");
            case TEXT, TEXT_EN, TEXT_ZH -> Set.of("textfield", "textarea");
            case TIME -> Set.of("datetime");
        };
        if (!fitting.contains(field.type())) {
            report.add(
                    file,
                    PlanCheckForms.place(field),
                    "asks for the fact " + fact.name() + ", which is "
                            + fact.type().word() + ", by a " + field.type(),
                    "Make it a " + String.join(" or ", fitting.stream().sorted().toList())
                            + ", or change the fact's type in the table facts");
            return;
        }
        Set<String> words = new HashSet<>(
                fact.type() == FactDefinition.Type.YES_NO ? Set.of("yes", "no") : Set.copyOf(fact.choices()));
        words.add(FactDefinition.NOT_KNOWN);
        if (fact.type() != FactDefinition.Type.YES_NO && fact.type() != FactDefinition.Type.CHOICE) {
            return;
        }
        field.json().path("values").forEach(option -> {
            String value = option.path("value").asText();
            if (!words.contains(value)) {
                report.add(
                        file,
                        PlanCheckForms.place(field),
                        "offers " + value + ", which the fact " + fact.name() + " cannot be",
                        fact.type() == FactDefinition.Type.YES_NO
                                ? "Offer yes, no and unknown"
                                : "Offer " + String.join(", ", fact.choices())
                                        + " and unknown, or add the word to the choices in the table facts");
            }
        });
    }
}
