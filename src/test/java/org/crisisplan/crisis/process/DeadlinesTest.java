package org.crisisplan.crisis.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What must hold for the table of deadlines however its numbers are changed. */
@PlanTest
class DeadlinesTest {

    @Autowired
    DecisionService decisions;

    @Autowired
    RepositoryService repository;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theReminderComesBeforeTheDeadlineAndTheEscalationNotAtOnce(int level) {
        assertThat(steps()).isNotEmpty().allSatisfy(step -> {
            var deadline = deadline(step, level);
            assertThat(duration(deadline, "remindBefore")).isPositive().isLessThan(duration(deadline, "within"));
            assertThat(duration(deadline, "escalateEvery")).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        });
    }

    @Test
    void aWorseLevelNeverHasMoreTime() {
        assertThat(steps())
                .isNotEmpty()
                .allSatisfy(step -> assertThat(Stream.of(1, 2, 3)
                                .map(level -> duration(deadline(step, level), "within"))
                                .toList())
                        .isSorted());
    }

    @Test
    void theMomentsCountedFromAreThoseThatAreMarked() {
        assertThat(steps())
                .extracting(step -> deadline(step, 1).<String>getEntry("countedFrom"))
                .isSubsetOf("task", "opened", "graded", "activated", "ended");
    }

    @Test
    void everyTaskOfAPersonHasItsOwnRow() {
        Set<String> tasks = repository.createProcessDefinitionQuery().latestVersion().list().stream()
                .map(process -> repository.getBpmnModelInstance(process.getId()))
                .flatMap(model -> model.getModelElementsByType(UserTask.class).stream())
                .map(UserTask::getId)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(steps()).containsAll(tasks);
    }

    private Set<String> steps() {
        var table = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("deadlines")
                .latestVersion()
                .singleResult();
        return repository.getDmnModelInstance(table.getId()).getModelElementsByType(Rule.class).stream()
                .map(rule -> List.copyOf(rule.getInputEntries()).get(0))
                .map(InputEntry::getTextContent)
                .flatMap(cell -> Pattern.compile("\"([^\"]+)\"").matcher(cell).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private DmnDecisionResultEntries deadline(String step, int level) {
        return decisions
                .evaluateDecisionByKey("deadlines")
                .variables(Map.of("step", step, "level", level))
                .evaluate()
                .getSingleResult();
    }

    private static Duration duration(DmnDecisionResultEntries deadline, String output) {
        return Duration.parse(deadline.getEntry(output));
    }
}
