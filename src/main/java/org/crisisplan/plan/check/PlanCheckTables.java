package org.crisisplan.plan.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.crisisplan.decision.FeelTree;
import org.crisisplan.decision.TableFile;
import org.jspecify.annotations.Nullable;

/** Each table means what its contract says: its hit policy, what it asks for, its cells, its answers. */
class PlanCheckTables {

    private static final Set<String> ONE_ANSWER = Set.of("UNIQUE", "FIRST", "ANY");

    private final PlanCheckReport report;
    private final PlanCheckCellWords words;
    private final TableContracts contracts;

    PlanCheckTables(PlanCheckCellWords words, TableContracts contracts, PlanCheckReport report) {
        this.words = words;
        this.contracts = contracts;
        this.report = report;
    }

    void check(String file, DmnModelInstance model) {
        for (Decision decision : PlanCheckDecisions.of(model)) {
            TableContract contract =
                    contracts.of(String.valueOf(decision.getId())).orElse(null);
            if (decision.getExpression() instanceof DecisionTable table) {
                check(file, decision, table, contract);
            } else if (decision.getExpression() instanceof LiteralExpression expression) {
                literal(file, decision, expression, contract);
            } else {
                report.add(file, decision, "is neither a table nor an expression", "Draw it as a decision table");
            }
        }
    }

    /** After everything else in the file was found right: as the engine would answer. */
    @Nullable TableFile answers(String file, byte[] content, DmnModelInstance model) {
        try {
            var table = TableFile.read(content);
            for (Decision decision : PlanCheckDecisions.of(model)) {
                TableContract contract = contracts.of(decision.getId()).orElse(null);
                if (contract != null && decision.getExpression() instanceof DecisionTable rules) {
                    new PlanCheckAnswers(file, report)
                            .check(decision, rules, contract, words.askable(decision.getId(), contract), table);
                }
            }
            return table;
        } catch (DmnEngineException unreadable) {
            report.add(
                    file,
                    "",
                    "cannot be read by the engine ("
                            + String.valueOf(unreadable.getMessage()).replaceAll("\\s+", " ") + ")",
                    "Undo the last change, or draw the table again in Camunda Modeler");
            return null;
        }
    }

    private void check(String file, Decision decision, DecisionTable table, @Nullable TableContract contract) {
        String hitPolicy = hitPolicy(file, decision, table, contract);
        Map<String, ValueKind> askable = contract == null ? Map.of() : words.askable(decision.getId(), contract);
        Set<String> needed = needed(decision);
        var conditions = new PlanCheckInputCells(file, report);
        var results = new PlanCheckResults(file, words, report);
        conditions.columns(List.copyOf(table.getInputs()), askable, needed);
        if (contract != null) {
            results.columns(table, contract);
        }
        Map<String, ValueKind> named = contract == null ? words.everyName() : askable;
        List<TableColumn> columns =
                table.getInputs().stream().map(TableColumn::of).toList();
        List<ValueKind> kinds =
                columns.stream().map(column -> column.kind(named)).toList();
        boolean whole = contract == null || hitPolicy.equals(contract.hitPolicy());
        int number = 0;
        for (Rule rule : table.getRules()) {
            String row = "row " + ++number;
            if (isWhole(file, rule, row, table)) {
                conditions.cells(rule, row, columns, kinds, named, needed);
                results.cells(rule, row, table, contract, named, needed);
            } else {
                whole = false;
            }
        }
        if (number == 0) {
            report.add(file, decision, "has no rule", "Add one, or remove the table");
        }
        if (whole) {
            new PlanCheckRuleOrder(file, report).check(table, hitPolicy);
        }
    }

    private String hitPolicy(String file, Decision decision, DecisionTable table, @Nullable TableContract contract) {
        String given = table.getAttributeValue("hitPolicy");
        String hitPolicy = given == null || given.isBlank() ? "UNIQUE" : given;
        String aggregation = table.getAttributeValue("aggregation");
        boolean adds = aggregation != null && !aggregation.isBlank();
        if (contract != null && (!hitPolicy.equals(contract.hitPolicy()) || adds)) {
            report.add(
                    file,
                    decision,
                    "has the hit policy " + hitPolicy + (adds ? " with the aggregation " + aggregation : "")
                            + ", but its answers are read as " + contract.hitPolicy() + " gives them",
                    "Choose the hit policy " + contract.hitPolicy() + (adds ? " without an aggregation" : ""));
        } else if (hitPolicy.equals("PRIORITY") || hitPolicy.equals("OUTPUT ORDER")) {
            report.add(
                    file,
                    decision,
                    "has the hit policy " + hitPolicy + ", which Camunda 7.24 does not know",
                    "Choose FIRST, and put the rules in their order");
        } else if (!ONE_ANSWER.contains(hitPolicy) && !hitPolicy.equals("COLLECT") && !hitPolicy.equals("RULE ORDER")) {
            report.add(
                    file,
                    decision,
                    "has the hit policy " + hitPolicy + ", which there is not",
                    "Choose FIRST or COLLECT");
        } else if (adds && table.getOutputs().size() > 1) {
            report.add(
                    file,
                    decision,
                    "adds up its answers, but gives several results",
                    "Leave one result, or the aggregation out");
        }
        return hitPolicy;
    }

    /** A rule with fewer or more cells than there are columns was written by hand. */
    private boolean isWhole(String file, Rule rule, String row, DecisionTable table) {
        boolean whole = true;
        for (List<Integer> counts : List.of(
                List.of(rule.getInputEntries().size(), table.getInputs().size()),
                List.of(rule.getOutputEntries().size(), table.getOutputs().size()))) {
            if (!counts.get(0).equals(counts.get(1))) {
                report.add(
                        file,
                        rule,
                        row + " has " + counts.get(0) + " cells for " + counts.get(1) + " columns",
                        "Give it one cell for each column");
                whole = false;
            }
        }
        return whole;
    }

    private void literal(
            String file, Decision decision, LiteralExpression expression, @Nullable TableContract contract) {
        FeelTree tree = FeelTree.ofExpression(TableCells.text(expression.getText()));
        if (tree.root() != null) {
            Map<String, ValueKind> askable = contract == null ? Map.of() : words.askable(decision.getId(), contract);
            PlanCheckInputCells.unknownNames(tree, askable, needed(decision))
                    .ifPresent(mistake ->
                            report.add(file, decision, "is an expression that " + mistake.problem(), mistake.remedy()));
        }
    }

    /** What the decisions that are asked first give, by the names under which it is there. */
    private static Set<String> needed(Decision decision) {
        Set<String> names = new TreeSet<>();
        for (InformationRequirement requirement : decision.getInformationRequirements()) {
            Decision first = requirement.getRequiredDecision();
            if (first == null) {
                continue;
            }
            names.add(first.getId());
            if (first.getVariable() != null && first.getVariable().getName() != null) {
                names.add(first.getVariable().getName());
            }
            if (first.getExpression() instanceof DecisionTable table) {
                table.getOutputs().stream()
                        .map(Output::getName)
                        .filter(java.util.Objects::nonNull)
                        .forEach(names::add);
            }
        }
        return names;
    }
}
