package org.crisisplan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.HistoryService;
import org.crisisplan.PlanFacts;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.decision.DecisionExamples.Case;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;

/** A crisis gets the level that the plan's text gives it (R24-R32), asked by the process or from outside. */
@PlanTest
class CrisisLevelTest {

    private static final String DECIDED_BY_ONE_CLAUSE = "R\\d\\d";

    @Autowired
    DecisionService decisions;

    @Autowired
    HistoryService history;

    @Autowired
    TestRestTemplate web;

    static Stream<Named<Case>> cases() {
        return DecisionExamples.cases();
    }

    static Stream<String> facts() {
        return PlanFacts.all().toldByAnyone().stream().map(FactDefinition::name);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheLevelOfThePlan(Case crisis) {
        var graded = grade(crisis.facts());

        assertThat(graded.<Object>getEntry("level")).isEqualTo(crisis.level());
        if (crisis.because().matches(DECIDED_BY_ONE_CLAUSE)) {
            assertThat(clauses(graded)).contains(crisis.level() == 3 ? "R26" : crisis.because());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameThroughTheEnginesRestInterface(Case crisis) {
        Map<String, Object> variables = crisis.facts().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, fact -> Map.of("value", fact.getValue())));

        var answer = web.withBasicAuth("admin", "demo")
                .postForEntity(
                        "/engine-rest/decision-definition/key/crisisLevel/evaluate",
                        Map.of("variables", variables),
                        JsonNode.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        JsonNode graded = answer.getBody().path(0);
        assertThat(graded.at("/level/value").intValue()).isEqualTo(crisis.level());
        assertThat(graded.at("/reasons/value").findValuesAsText("clause")).isEqualTo(clauses(grade(crisis.facts())));
        assertThat(graded.at("/reasons/value").findValuesAsText("text")).doesNotContain("");
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aFactWithoutAValueIsAFactNobodyKnows(String fact) {
        assertThat(clauses(grade(Collections.singletonMap(fact, null)))).containsExactly("R26");
        assertThat(clauses(grade(Map.of(fact, "")))).containsExactly("R26");
    }

    @Test
    void aFactWithoutAValueDoesNotHideTheOthers() {
        Map<String, Object> facts = facts().collect(
                        Collectors.toMap(fact -> fact, fact -> fact.equals("leakedUsers") ? 10001 : (Object) ""));

        assertThat(clauses(grade(facts))).containsExactly("R28");
    }

    @ParameterizedTest
    @ValueSource(doubles = {10_000, 10_001})
    void aNumberIsTheSameInEveryTypeItArrivesIn(double users) {
        assertThat(Arrays.<Number>asList((int) users, (long) users, users, (short) users, (float) users))
                .extracting(number -> clauses(grade(Map.of("leakedUsers", number))))
                .containsOnly(List.of(users > 10_000 ? "R28" : "R26"));
    }

    @Test
    void theReasonsCanBeReadBackFromTheHistory() {
        Object reasons =
                grade(Map.of("topMediaRepost", true, "discussions", 100_001)).getEntry("reasons");

        assertThat(history.createHistoricDecisionInstanceQuery()
                        .decisionDefinitionKey("crisisLevel")
                        .includeOutputs()
                        .list())
                .flatMap(evaluation -> evaluation.getOutputs())
                .filteredOn(output -> output.getVariableName().equals("reasons"))
                .allSatisfy(output -> assertThat(output.getErrorMessage()).isNull())
                .extracting(output -> output.getValue())
                .contains(reasons);
    }

    private DmnDecisionResultEntries grade(Map<String, ?> facts) {
        return decisions
                .evaluateDecisionByKey("crisisLevel")
                .variables(Collections.unmodifiableMap(facts))
                .evaluate()
                .getSingleResult();
    }

    private static List<String> clauses(DmnDecisionResultEntries graded) {
        List<Map<String, String>> reasons = graded.getEntry("reasons");
        return reasons.stream().map(reason -> reason.get("clause")).toList();
    }
}
