package org.crisisplan.audit.report.difference;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnModelElementInstance;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Compares decision tables (DMN): rules by their ids, cell by cell under the name of the column; columns; everything else of a decision. */
final class TableDifference {

    private static final Set<String> LEFT_OUT = Set.of("decisionTable", "DMNDI");
    private static final String RULE = "rule";

    private TableDifference() {}

    static List<Difference> between(byte[] before, byte[] after) {
        @Nullable DmnModelInstance was = read(before);
        @Nullable DmnModelInstance is = read(after);
        List<Difference> differences = new ArrayList<>(Part.between(decisions(was), decisions(is)));
        differences.addAll(Part.between(columns(was), columns(is)));
        differences.addAll(Part.between(rules(was), rules(is)));
        differences.addAll(moved(was, is));
        return differences;
    }

    private static @Nullable DmnModelInstance read(byte[] file) {
        return file.length == 0 ? null : Dmn.readModelFromStream(new ByteArrayInputStream(file));
    }

    /** Of a decision all but its table. */
    private static Map<String, Part> decisions(@Nullable DmnModelInstance model) {
        Map<String, Part> parts = new LinkedHashMap<>();
        if (model != null) {
            XmlParts.of(model.getDocument(), element -> isDecision(model, element), LEFT_OUT)
                    .forEach(part -> parts.put(part.id(), part));
            tables(model).forEach((id, table) -> {
                Part part = parts.get(id);
                if (part != null) {
                    part.say("hitPolicy", String.valueOf(table.getHitPolicy()));
                    if (table.getAggregation() != null) {
                        part.say("aggregation", table.getAggregation().toString());
                    }
                }
            });
        }
        return parts;
    }

    private static boolean isDecision(DmnModelInstance model, Element element) {
        return model.getModelElementById(element.getAttribute("id")) instanceof DrgElement;
    }

    /** By the ids of their decisions. */
    private static Map<String, DecisionTable> tables(DmnModelInstance model) {
        Map<String, DecisionTable> tables = new LinkedHashMap<>();
        model.getModelElementsByType(DecisionTable.class).forEach(table -> {
            if (table.getParentElement() instanceof Decision decision) {
                tables.put(decision.getId(), table);
            }
        });
        return tables;
    }

    private static Map<String, Part> columns(@Nullable DmnModelInstance model) {
        Map<String, Part> parts = new LinkedHashMap<>();
        if (model == null) {
            return parts;
        }
        tables(model).forEach((decision, table) -> {
            int position = 0;
            for (Input input : table.getInputs()) {
                Part part = new Part("input", input.getId(), label(input), "");
                part.say("label", label(input));
                part.say("position", String.valueOf(++position));
                if (input.getInputExpression() != null) {
                    part.say("expression", text(input.getInputExpression().getText()));
                    part.say(
                            "typeRef", String.valueOf(input.getInputExpression().getTypeRef()));
                }
                if (input.getInputValues() != null) {
                    part.say("values", text(input.getInputValues().getText()));
                }
                parts.put(input.getId(), part);
            }
            position = 0;
            for (Output output : table.getOutputs()) {
                Part part = new Part("output", output.getId(), label(output), "");
                part.say("label", label(output));
                part.say("name", String.valueOf(output.getName()));
                part.say("typeRef", String.valueOf(output.getTypeRef()));
                part.say("position", String.valueOf(++position));
                if (output.getOutputValues() != null) {
                    part.say("values", text(output.getOutputValues().getText()));
                }
                parts.put(output.getId(), part);
            }
        });
        return parts;
    }

    private static Map<String, Part> rules(@Nullable DmnModelInstance model) {
        Map<String, Part> parts = new LinkedHashMap<>();
        if (model == null) {
            return parts;
        }
        tables(model)
                .forEach((decision, table) -> table.getRules().forEach(rule -> {
                    List<String> columns = new ArrayList<>();
                    table.getInputs().forEach(input -> columns.add(label(input)));
                    table.getOutputs().forEach(output -> columns.add(label(output)));
                    List<String> cells = new ArrayList<>();
                    rule.getInputEntries().forEach(entry -> cells.add(text(entry.getText())));
                    rule.getOutputEntries().forEach(entry -> cells.add(text(entry.getText())));
                    Part part = new Part(RULE, rule.getId(), name(model, decision), clause(columns, cells));
                    for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
                        if (!cells.get(i).isEmpty()) {
                            part.say(columns.get(i), cells.get(i));
                        }
                    }
                    if (rule.getDescription() != null
                            && !rule.getDescription().getTextContent().isBlank()) {
                        part.say(
                                "annotation",
                                rule.getDescription().getTextContent().strip());
                    }
                    parts.put(rule.getId(), part);
                }));
        return parts;
    }

    /** Tables whose rules, those that both have, stand in another order: where the first that fits counts, that is another table. */
    private static List<Difference> moved(@Nullable DmnModelInstance before, @Nullable DmnModelInstance after) {
        if (before == null || after == null) {
            return List.of();
        }
        List<Difference> moved = new ArrayList<>();
        Map<String, DecisionTable> was = tables(before);
        tables(after).forEach((decision, table) -> {
            DecisionTable then = was.get(decision);
            if (then == null) {
                return;
            }
            List<String> now = ids(table);
            List<String> both = ids(then);
            now.retainAll(ids(then));
            both.retainAll(ids(table));
            if (!now.equals(both)) {
                moved.add(new Difference(
                        Difference.MOVED,
                        "rules",
                        decision,
                        name(after, decision),
                        "",
                        List.of(new Difference.Value("order", String.join(" ", both), String.join(" ", now)))));
            }
        });
        return moved;
    }

    private static List<String> ids(DecisionTable table) {
        return new ArrayList<>(
                table.getRules().stream().map(Rule::getId).map(String::valueOf).toList());
    }

    private static String name(DmnModelInstance model, String decision) {
        return model.getModelElementById(decision) instanceof Decision found ? String.valueOf(found.getName()) : "";
    }

    /** Tables of the plan say the clause of each rule in a column of that name, as a text. */
    private static String clause(List<String> columns, List<String> cells) {
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            if (columns.get(i).toLowerCase(java.util.Locale.ROOT).startsWith("clause")) {
                return cells.get(i).replace("\"", "");
            }
        }
        return "";
    }

    private static String label(Input input) {
        return input.getLabel() != null
                ? input.getLabel()
                : input.getInputExpression() == null
                        ? String.valueOf(input.getId())
                        : text(input.getInputExpression().getText());
    }

    private static String label(Output output) {
        return output.getLabel() != null ? output.getLabel() : String.valueOf(output.getName());
    }

    private static String text(@Nullable DmnModelElementInstance text) {
        return text instanceof Text && text.getTextContent() != null
                ? text.getTextContent().strip()
                : "";
    }
}
