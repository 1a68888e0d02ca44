package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.crisisplan.PlanTest;
import org.crisisplan.decision.Feel;
import org.crisisplan.decision.feel.BoundedFeel;
import org.crisisplan.decision.feel.FeelRefused;
import org.crisisplan.engine.expression.FencedExpressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * What somebody might write to reach past values or to keep the server busy is refused twice: by the check of what is deployed, and
 * by the engine should it run all the same. What the plan says itself is refused by neither.
 */
@PlanTest
class AttemptsTest {

    private static final String CANARY = "crisisplan.canary";

    @Autowired
    ApplicationContext context;

    @Autowired
    ProcessEngine engine;

    static Stream<Attempt> attempts() {
        return Attempt.attempts().stream();
    }

    static Stream<Attempt> seenByTheCheck() {
        return attempts().filter(attempt -> attempt.isIn("juel", "juel-check", "feel-check", "bpmn", "dmn"));
    }

    static Stream<Attempt> inDiagrams() {
        return attempts().filter(attempt -> attempt.isIn("juel", "juel-run"));
    }

    static Stream<Attempt> inTables() {
        return attempts().filter(attempt -> attempt.isIn("feel", "feel-check"));
    }

    static Stream<Attempt> inCells() {
        return attempts().filter(attempt -> attempt.isIn("cell"));
    }

    static Stream<Attempt> honest() {
        return Attempt.honest().stream();
    }

    @AfterEach
    void nothingWasReached() {
        String reached = System.clearProperty(CANARY);
        assertThat(reached).as("what was reached all the same").isNull();
    }

    @ParameterizedTest
    @MethodSource("seenByTheCheck")
    void theCheckRefuses(Attempt attempt) {
        assertThat(findings(attempt)).as(attempt.text() + " - " + attempt.why()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("inDiagrams")
    void theEngineRefuses(Attempt attempt) throws Exception {
        Throwable refusal = catchThrowable(() -> inDiagram(attempt.text(), NastyVariables.all()));

        assertThat(refusal).as(attempt.text() + " - " + attempt.why()).isNotNull();
        assertThat(refusal)
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isInstanceOf(ELException.class),
                        thrown -> assertThat(thrown).isInstanceOf(BadUserRequestException.class));
    }

    @ParameterizedTest
    @MethodSource("inTables")
    void tablesAndFormsRefuse(Attempt attempt) throws Exception {
        Throwable refusal = catchThrowable(() -> Feel.evaluate(attempt.text(), NastyVariables.all()));

        assertThat(refusal).as(attempt.text() + " - " + attempt.why()).isInstanceOf(FeelRefused.class);
    }

    @ParameterizedTest
    @MethodSource("inCells")
    void cellsRefuse(Attempt attempt) throws Exception {
        Throwable refusal = catchThrowable(() -> inCell(attempt.text(), NastyVariables.all()));

        assertThat(refusal).as(attempt.text() + " - " + attempt.why()).isInstanceOf(FeelRefused.class);
    }

    @ParameterizedTest
    @MethodSource("honest")
    void whatIsHonestIsLeftAlone(Attempt honest) {
        assertThat(findings(honest)).isEmpty();
        Throwable refusal = catchThrowable(() -> {
            switch (honest.place()) {
                case "juel" -> inDiagram(honest.text(), NastyVariables.honest());
                case "cell" -> inCell(honest.text(), NastyVariables.honest());
                default -> Feel.evaluate(honest.text(), NastyVariables.honest());
            }
        });
        boolean needsACrisis =
                honest.text().contains("(execution,") || honest.text().contains("(execution)}");
        if (needsACrisis) {
            // the product's own bean may ask the step whatever it needs
            System.clearProperty(CANARY);
        } else {
            assertThat(refusal).as(honest.text()).isNull();
        }
        assertThat(refusal instanceof BadUserRequestException).as(honest.text()).isFalse();
    }

    private Object inDiagram(String text, Map<String, Object> variables) {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        var expressions = (FencedExpressions) configuration.getExpressionManager();
        return expressions
                .createValueExpression(text)
                .getValue(
                        expressions.createElContext(Variables.fromMap(variables).asVariableContext()));
    }

    private static boolean inCell(String text, Map<String, Object> variables) {
        Map<String, Object> withInput = new HashMap<>(variables);
        withInput.put("cellInput", variables.getOrDefault("long", "A text"));
        return new BoundedFeel()
                .evaluateSimpleUnaryTests(
                        text, "cellInput", Variables.fromMap(withInput).asVariableContext());
    }

    private List<PlanCheckFinding> findings(Attempt attempt) {
        var report = new PlanCheckReport();
        String file = attempt.isIn("juel", "juel-check", "bpmn") ? "a.bpmn" : "a.dmn";
        new PlanCheckSafety(PlanCheckVocabulary.of(context))
                .check(file, content(attempt).getBytes(StandardCharsets.UTF_8), report);
        return report.findings();
    }

    private static String content(Attempt attempt) {
        return switch (attempt.place()) {
            case "bpmn" -> process(attempt.text());
            case "juel", "juel-check" -> process("<userTask id=\"S\" name=\"" + escaped(attempt.text()) + "\"/>");
            case "dmn" -> table(attempt.text());
            case "cell" ->
                table("<rule id=\"R\"><inputEntry id=\"E\"><text>" + escaped(attempt.text())
                        + "</text></inputEntry></rule>");
            default ->
                table("<input id=\"I\"><inputExpression id=\"E\"><text>" + escaped(attempt.text())
                        + "</text></inputExpression></input>");
        };
    }

    private static String process(String step) {
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="a" isExecutable="true" camunda:historyTimeToLive="P1D">%s</process>
                </definitions>""".formatted(step);
    }

    private static String table(String part) {
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="a" name="a" namespace="x"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                  <decision id="a" name="A" camunda:historyTimeToLive="P1D"><decisionTable id="T">%s</decisionTable></decision>
                </definitions>""".formatted(part);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
