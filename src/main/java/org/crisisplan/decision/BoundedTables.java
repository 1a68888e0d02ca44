package org.crisisplan.decision;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableRuleImpl;
import org.camunda.bpm.dmn.engine.impl.DmnExpressionImpl;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.crisisplan.decision.feel.BoundedFeel;
import org.crisisplan.decision.feel.FeelAllowance;
import org.crisisplan.decision.feel.FeelRefused;

/** A DMN engine that knows no language but FEEL, gives all cells of a decision one allowance, and names the cell that it refuses. */
class BoundedTables extends DefaultDmnEngineConfiguration {

    BoundedTables() {
        setFeelEngineFactory(BoundedFeel::new);
        setScriptEngineResolver(language -> {
            throw otherLanguage(language);
        });
        setElProvider(expression -> {
            throw otherLanguage("JUEL");
        });
    }

    private static FeelRefused otherLanguage(String language) {
        return new FeelRefused("Tables are written in FEEL, not in " + language);
    }

    @Override
    public DmnEngine buildEngine() {
        init();
        return new DefaultDmnEngine(this) {
            @Override
            public DmnDecisionResult evaluateDecision(DmnDecision decision, VariableContext variables) {
                return bounded(decision, () -> super.evaluateDecision(decision, variables));
            }

            @Override
            public DmnDecisionTableResult evaluateDecisionTable(DmnDecision decision, VariableContext variables) {
                return bounded(decision, () -> super.evaluateDecisionTable(decision, variables));
            }
        };
    }

    private static <T> T bounded(DmnDecision decision, Supplier<T> evaluation) {
        try {
            return FeelAllowance.share(evaluation);
        } catch (FeelRefused refused) {
            throw new FeelRefused("The table " + decision.getKey() + " cannot be evaluated. "
                    + place(decision, String.valueOf(refused.getMessage()))
                            .map(place -> place + ": ")
                            .orElse("") + refused.getMessage());
        }
    }

    /** The first cell whose text the sentence quotes; the language is told the text alone. */
    private static Optional<String> place(DmnDecision decision, String sentence) {
        Stream<String> own = decision.getDecisionLogic() instanceof DmnDecisionTableImpl table
                ? cells(decision.getKey(), table, sentence)
                : Stream.of();
        return Stream.concat(
                        own,
                        decision.getRequiredDecisions().stream().flatMap(needed -> place(needed, sentence).stream()))
                .findFirst();
    }

    private static Stream<String> cells(String key, DmnDecisionTableImpl table, String sentence) {
        Stream<String> inputs = IntStream.range(0, table.getInputs().size())
                .filter(column -> isQuoted(table.getInputs().get(column).getExpression(), sentence))
                .mapToObj(column -> key + ", input " + (column + 1));
        return Stream.concat(inputs, table.getRules().stream().flatMap(rule -> cells(key, rule, sentence)));
    }

    private static Stream<String> cells(String key, DmnDecisionTableRuleImpl rule, String sentence) {
        return Stream.concat(
                cells(rule.getConditions(), sentence)
                        .mapToObj(column -> key + ", rule " + rule.getId() + ", input " + (column + 1)),
                cells(rule.getConclusions(), sentence)
                        .mapToObj(column -> key + ", rule " + rule.getId() + ", result " + (column + 1)));
    }

    private static IntStream cells(List<DmnExpressionImpl> cells, String sentence) {
        return IntStream.range(0, cells.size()).filter(column -> isQuoted(cells.get(column), sentence));
    }

    private static boolean isQuoted(@org.jspecify.annotations.Nullable DmnExpressionImpl cell, String sentence) {
        return cell != null
                && cell.getExpression() != null
                && sentence.contains(BoundedFeel.quoted(cell.getExpression()));
    }
}
