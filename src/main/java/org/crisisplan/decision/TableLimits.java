package org.crisisplan.decision;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.crisisplan.decision.feel.BoundedFeel;
import org.jspecify.annotations.Nullable;

/** The numbers in a table's cells, so that a page can show how near somebody is to them. */
public class TableLimits {

    private static final Pattern COMPARISON = Pattern.compile("\\s*(<=|>=|<|>)\\s*(-?\\d+(?:\\.\\d+)?)\\s*");
    private static final FeelEngine FEEL = new FastPathFeelEngine(new BoundedFeel());

    private final List<Row> rows;

    private TableLimits(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * A number that a rule compares an input with; the rule's other conditions hold.
     *
     * @param comparison such as {@code >}
     * @param results the rule's results as they are written
     */
    public record Limit(String input, String comparison, double number, List<String> results) {}

    private record Row(Map<String, String> cells, List<String> results) {}

    static TableLimits read(byte[] content, String decision) {
        var model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
        List<Row> rows = new ArrayList<>();
        model.getModelElementsByType(Decision.class).stream()
                .filter(one -> one.getId().equals(decision) && one.getExpression() instanceof DecisionTable)
                .map(one -> (DecisionTable) one.getExpression())
                .forEach(table -> table.getRules().forEach(rule -> rows.add(row(table, rule))));
        return new TableLimits(rows);
    }

    private static Row row(DecisionTable table, Rule rule) {
        Map<String, String> cells = new HashMap<>();
        List<Input> inputs = List.copyOf(table.getInputs());
        var entries = List.copyOf(rule.getInputEntries());
        for (int i = 0; i < inputs.size(); i++) {
            String cell = text(entries.get(i).getText());
            if (!cell.isEmpty() && !cell.equals("-")) {
                cells.put(text(inputs.get(i).getInputExpression().getText()), cell);
            }
        }
        return new Row(
                cells,
                rule.getOutputEntries().stream()
                        .map(entry -> text(entry.getText()))
                        .toList());
    }

    private static String text(@Nullable Text text) {
        return text == null ? "" : text.getTextContent().strip();
    }

    List<Limit> of(Map<String, ? extends @Nullable Object> facts) {
        List<Limit> limits = new ArrayList<>();
        for (Row row : rows) {
            List<Limit> ofRow = new ArrayList<>();
            boolean others = true;
            for (Map.Entry<String, String> cell : row.cells().entrySet()) {
                Matcher comparison = COMPARISON.matcher(cell.getValue());
                if (comparison.matches()) {
                    ofRow.add(new Limit(
                            cell.getKey(),
                            comparison.group(1),
                            Double.parseDouble(comparison.group(2)),
                            row.results()));
                } else {
                    others &= holds(cell.getValue(), facts.get(cell.getKey()));
                }
            }
            if (others) {
                limits.addAll(ofRow);
            }
        }
        return limits;
    }

    private static boolean holds(String cell, @Nullable Object value) {
        Map<String, @Nullable Object> input = new HashMap<>();
        input.put("cellInput", value);
        return FEEL.evaluateSimpleUnaryTests(
                cell, "cellInput", Variables.fromMap(input).asVariableContext());
    }
}
