package org.crisisplan.plan.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.Ref;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.decision.Feel;
import org.crisisplan.decision.FeelTree;
import org.crisisplan.decision.PlanDuration;
import org.jspecify.annotations.Nullable;

/** The results of a table: those that the product reads are there, and each cell gives what they may be. */
class PlanCheckResults {

    private final PlanCheckReport report;
    private final String file;
    private final PlanCheckCellWords words;

    PlanCheckResults(String file, PlanCheckCellWords words, PlanCheckReport report) {
        this.file = file;
        this.words = words;
        this.report = report;
    }

    void columns(DecisionTable table, TableContract contract) {
        List<String> there = table.getOutputs().stream().map(Output::getName).toList();
        contract.results().keySet().stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> report.add(
                        file,
                        table.getParentElement(),
                        "gives no " + name + ", which is read from this table",
                        there.size() == contract.results().size()
                                ? "Name a result " + name + " again; there are " + there
                                : "Add a result with the name " + name));
        table.getOutputs().forEach(output -> type(output, contract));
    }

    private void type(Output output, TableContract contract) {
        Object named = contract.results().get(output.getName());
        if (named == null) {
            return;
        }
        ValueKind kind = words.kind(named);
        ValueKind said = ValueKind.ofType(output.getTypeRef());
        boolean many = Set.of(ValueKind.Form.FACTS, ValueKind.Form.REASONS).contains(kind.form());
        if (many || kind.form() == ValueKind.Form.ANY || said.form() == ValueKind.Form.ANY) {
            if (many && !Set.of("list", "context").contains(String.valueOf(output.getTypeRef()))) {
                typed(output, kind.form() == ValueKind.Form.FACTS ? "context" : "list");
            }
            return;
        }
        boolean fits = kind.isNumber() ? said.isNumber() : kind.isYesNo() ? said.isYesNo() : said.isText();
        if (!fits) {
            typed(
                    output,
                    kind.isNumber() ? (kind.whole() ? "integer" : "double") : kind.isYesNo() ? "boolean" : "string");
        }
    }

    private void typed(Output output, String type) {
        report.add(
                file,
                output,
                "has the type " + output.getTypeRef() + ", which its values are not of",
                "Choose the type " + type);
    }

    void cells(
            Rule rule,
            String row,
            DecisionTable table,
            @Nullable TableContract contract,
            Map<String, ValueKind> askable,
            Set<String> needed) {
        List<String> cells = TableCells.outputs(rule);
        int each = 0;
        for (Output output : table.getOutputs()) {
            String cell = cells.get(each++);
            Object named = contract == null ? null : contract.results().get(output.getName());
            ValueKind kind = named == null ? ValueKind.ofType(output.getTypeRef()) : words.kind(named);
            boolean optional = named == null || TableContract.isOptional(named);
            mistake(cell, kind, optional, askable, needed, words.facts())
                    .ifPresent(mistake -> report.add(
                            file,
                            rule,
                            row + " has the result "
                                    + (cell.isEmpty() ? "(empty)" : PlanCheckInputCells.shortened(cell))
                                    + " under \""
                                    + (output.getLabel() == null ? output.getName() : output.getLabel()) + "\", which "
                                    + mistake.problem(),
                            mistake.remedy()));
        }
        reminder(rule, row, table);
    }

    static Optional<CellMistake> mistake(
            String cell,
            ValueKind kind,
            boolean optional,
            Map<String, ValueKind> askable,
            Set<String> needed,
            FactDefinitions known) {
        if (cell.isEmpty() || cell.equals("null")) {
            return optional ? Optional.empty() : ResultValues.mistake(kind, null, known);
        }
        Optional<CellMistake> slip = CellSlips.of(cell)
                .or(() -> kind.isNumber() && CellSlips.whollyQuoted(cell).isEmpty()
                        ? NumberSlips.of(cell, kind)
                        : Optional.empty())
                .or(() -> unquoted(cell, kind, askable, needed));
        if (slip.isPresent()) {
            return slip;
        }
        FeelTree tree = FeelTree.ofExpression(cell);
        if (tree.root() == null) {
            return Optional.of(PlanCheckInputCells.unreadable(tree.fault()));
        }
        Optional<CellMistake> unknown = PlanCheckInputCells.unknownNames(tree, askable, needed);
        if (unknown.isPresent()) {
            return unknown;
        }
        if (!tree.names().isEmpty()) {
            return tree.root() instanceof ConstContext context && kind.form() == ValueKind.Form.FACTS
                    ? facts(context, known)
                    : Optional.empty();
        }
        if (Feel.burden(cell).isPresent() || kind.form() == ValueKind.Form.ANY) {
            return Optional.empty();
        }
        return ResultValues.mistake(kind, tree.constant().orElseGet(() -> Feel.evaluate(cell, Map.of())), known);
    }

    /** Facts of which some are taken from what the table was told. */
    private static Optional<CellMistake> facts(ConstContext context, FactDefinitions known) {
        List<String> names =
                known.toldByAnyone().stream().map(FactDefinition::name).toList();
        return FeelTree.entries(context).stream()
                .filter(entry -> !names.contains(entry._1()))
                .findFirst()
                .map(entry -> new CellMistake(
                        "gives " + entry._1() + ", which is not a fact the plan knows",
                        PlanCheckSpelling.remedy(entry._1(), names)));
    }

    /** A word, a duration, yes or no as a person says it. */
    private static Optional<CellMistake> unquoted(
            String cell, ValueKind kind, Map<String, ValueKind> askable, Set<String> needed) {
        if (kind.isYesNo() && !Set.of("true", "false").contains(cell)) {
            return ConditionSlips.answer(CellSlips.whollyQuoted(cell).orElse(cell))
                    .map(yes -> CellMistake.write("is neither true nor false", String.valueOf(yes)));
        }
        boolean known = askable.containsKey(cell) || needed.contains(cell);
        FeelTree tree = FeelTree.ofExpression(cell);
        boolean bare = tree.root() instanceof Ref ref && ref.names().size() == 1 && !known
                || tree.root() == null && cell.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} -]*");
        return kind.isText() && bare
                ? Optional.of(CellMistake.write("has a text without quotation marks", "\"" + cell + "\""))
                : Optional.empty();
    }

    /** Whoever is reminded before a step begins learns nothing. */
    private void reminder(Rule rule, String row, DecisionTable table) {
        Duration within = duration(rule, table, "within");
        Duration before = duration(rule, table, "remindBefore");
        if (within != null && before != null && before.compareTo(within) > 0) {
            report.add(
                    file,
                    rule,
                    row + " reminds " + before + " before the end of a step that takes " + within,
                    "Remind later than the step begins");
        }
    }

    private static @Nullable Duration duration(Rule rule, DecisionTable table, String result) {
        List<String> names = table.getOutputs().stream().map(Output::getName).toList();
        int at = names.indexOf(result);
        String text = at < 0
                ? ""
                : CellSlips.whollyQuoted(TableCells.outputs(rule).get(at)).orElse("");
        try {
            return text.isEmpty() ? null : PlanDuration.parse(text);
        } catch (java.time.DateTimeException none) {
            return null;
        }
    }
}
