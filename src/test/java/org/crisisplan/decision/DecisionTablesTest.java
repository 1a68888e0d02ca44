package org.crisisplan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricDecisionOutputInstance;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DmnModelElementInstance;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.NamedElement;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.crisisplan.PlanTest;
import org.crisisplan.decision.DecisionExamples.Example;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every table of the plan answers as written down by hand, and no rule is there without an example that hits it. */
@PlanTest
class DecisionTablesTest {

    private static final List<String> ASKED = List.of(
            "facts",
            "crisisLevel",
            "deadlines",
            "team",
            "signatories",
            "department",
            "statementReaders",
            "retention",
            "contactChecks",
            "chat",
            "approval",
            "spokesperson",
            "channels",
            "responseStrategy",
            "templates",
            "compensation",
            "loss",
            "lossDefaults",
            "triggers",
            "keywords",
            "brands",
            "topMedia",
            "assets",
            "activeUsers",
            "components",
            "affectedComponents",
            "maintenanceWindows",
            "drills",
            "duties",
            "calendar",
            "officeHours",
            "situationReports",
            "situationReaders",
            "surveyPlan",
            "surveyQuestions",
            "repetition");

    /** So many words in each row that the examples name only some of its results. */
    private static final Set<String> COMPARED_IN_PART = Set.of("duties");

    @Autowired
    DecisionService decisions;

    @Autowired
    HistoryService history;

    @Autowired
    RepositoryService repository;

    static Stream<Named<Example>> examples() {
        return ASKED.stream().flatMap(DecisionExamples::of);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersAsThePlanSays(Example example) {
        List<Map<String, Object>> answer = ask(example).getResultList();
        if (COMPARED_IN_PART.contains(example.decision()) && !example.then().isEmpty()) {
            Set<String> compared = example.then().get(0).keySet();
            answer = answer.stream()
                    .map(row -> {
                        Map<String, Object> part = new HashMap<>(row);
                        part.keySet().retainAll(compared);
                        return part;
                    })
                    .toList();
        }
        assertThat(plain(answer)).isEqualTo(plain(example.then()));
    }

    /** In a context FEEL makes every whole number a long one. */
    private static Object plain(Object answer) {
        if (answer instanceof List<?> list) {
            return list.stream().map(DecisionTablesTest::plain).toList();
        }
        if (answer instanceof Map<?, ?> context) {
            Map<Object, Object> copy = new HashMap<>();
            context.forEach((name, value) -> copy.put(name, plain(value)));
            return copy;
        }
        return answer instanceof Integer number ? (Object) number.longValue() : answer;
    }

    @Test
    void everyRuleOfEveryTableIsHitByAnExample() {
        Set<String> before = evaluations().map(HistoricDecisionInstance::getId).collect(Collectors.toSet());
        examples().map(Named::getPayload).forEach(this::ask);

        Set<String> hit = evaluations()
                .filter(evaluation -> !before.contains(evaluation.getId()))
                .map(HistoricDecisionInstance::getOutputs)
                .flatMap(Collection::stream)
                .map(HistoricDecisionOutputInstance::getRuleId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<String> neverHit = elements(Rule.class).map(Rule::getId).collect(Collectors.toCollection(TreeSet::new));
        assertThat(neverHit).hasSizeGreaterThan(100);
        neverHit.removeAll(hit);
        assertThat(neverHit).as("rules that no example hits").isEmpty();
    }

    @Test
    void everyRuleSaysItsClauseAndWhy() {
        assertThat(elements(Rule.class))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.getDescription().getTextContent())
                        .as("annotation of %s", rule.getId())
                        .matches("R\\d\\d( R\\d\\d)*: .{5,}"));
    }

    @Test
    void everyHeadingIsInBothLanguages() {
        Stream<String> headings = Stream.of(
                        elements(Decision.class).map(NamedElement::getName),
                        elements(Input.class).map(Input::getLabel),
                        elements(Output.class).map(Output::getLabel))
                .flatMap(names -> names);
        assertThat(headings)
                .isNotEmpty()
                .allSatisfy(heading -> assertThat(heading).matches("[A-Z][ -~]+ \\p{IsHan}.*"));
    }

    @Test
    void everyDecisionIsKeptForTenYears() {
        assertThat(elements(Decision.class))
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision.getCamundaHistoryTimeToLiveString())
                        .as("history time to live of %s", decision.getId())
                        .isEqualTo("P3650D"));
    }

    private DmnDecisionResult ask(Example example) {
        return decisions
                .evaluateDecisionByKey(example.decision())
                .variables(example.given())
                .evaluate();
    }

    private Stream<HistoricDecisionInstance> evaluations() {
        return history
                .createHistoricDecisionInstanceQuery()
                .includeOutputs()
                .disableCustomObjectDeserialization()
                .list()
                .stream();
    }

    private <E extends DmnModelElementInstance> Stream<E> elements(Class<E> type) {
        return repository.createDecisionDefinitionQuery().latestVersion().list().stream()
                .collect(Collectors.toMap(DecisionDefinition::getResourceName, definition -> definition, (a, b) -> a))
                .values()
                .stream()
                .map(definition -> repository.getDmnModelInstance(definition.getId()))
                .flatMap(model -> model.getModelElementsByType(type).stream());
    }
}
