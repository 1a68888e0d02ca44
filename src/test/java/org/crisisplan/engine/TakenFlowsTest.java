package org.crisisplan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.crisisplan.engine.TakenFlows.TakenFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The path on the diagram is the one that was taken, also where both ends of a flow were entered and nobody went along it. */
@PlanTest
class TakenFlowsTest {

    private static final String KEY = "taken-flows-test";

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    TakenFlows flows;

    @Autowired
    TransactionTemplate transaction;

    private String deployment = "";

    /** Two ways beside each other and one past both, from an inclusive gateway to the next; then a loop. */
    @BeforeEach
    void deploy() {
        deployment = BesideThePlan.in(repository)
                .addModelInstance(
                        KEY + ".bpmn",
                        Bpmn.createExecutableProcess(KEY)
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .sequenceFlowId("toSplit")
                                .inclusiveGateway("Split")
                                .sequenceFlowId("toOne")
                                .condition("one", "${one}")
                                .userTask("One")
                                .sequenceFlowId("oneToJoin")
                                .inclusiveGateway("Join")
                                .sequenceFlowId("toAgain")
                                .exclusiveGateway("Again")
                                .sequenceFlowId("toEnd")
                                .condition("end", "${!again}")
                                .endEvent()
                                .moveToNode("Split")
                                .sequenceFlowId("toTwo")
                                .condition("two", "${two}")
                                .userTask("Two")
                                .sequenceFlowId("twoToJoin")
                                .connectTo("Join")
                                .moveToNode("Split")
                                .sequenceFlowId("past")
                                .condition("past", "${past}")
                                .connectTo("Join")
                                .moveToNode("Again")
                                .sequenceFlowId("back")
                                .condition("again", "${again}")
                                .connectTo("Split")
                                .done())
                .deploy()
                .getId();
    }

    @AfterEach
    void remove() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void aFlowThatNobodyWentAlongIsNotOnThePath() {
        String instance = start(true, true, false);
        assertThat(taken(instance)).containsExactly("toSplit 1", "toOne 1", "toTwo 1");

        done(instance, "Two", false);
        done(instance, "One", false);

        assertThat(taken(instance))
                .containsExactly(
                        "toSplit 1", "toOne 1", "toTwo 1", "twoToJoin 1", "oneToJoin 1", "toAgain 1", "toEnd 1");
        flows.forget(instance);
        assertThat(flows.of(instance)).isEmpty();
    }

    @Test
    void aLoopIsCounted() {
        String instance = start(true, false, true);
        done(instance, "One", true);
        done(instance, "One", false);

        assertThat(taken(instance))
                .containsExactly("toSplit 1", "toOne 2", "past 2", "oneToJoin 2", "toAgain 2", "back 1", "toEnd 1");
    }

    @Test
    void whatIsRolledBackWasNotTaken() {
        String instance = start(true, false, false);

        assertThatThrownBy(() -> transaction.executeWithoutResult(begun -> {
                    done(instance, "One", false);
                    throw new IllegalStateException("the step fails");
                }))
                .hasMessage("the step fails");

        assertThat(taken(instance)).containsExactly("toSplit 1", "toOne 1");
    }

    private String start(boolean one, boolean two, boolean past) {
        return runtime.startProcessInstanceByKey(KEY, Map.of("one", one, "two", two, "past", past))
                .getId();
    }

    private void done(String instance, String step, boolean again) {
        tasks.complete(
                tasks.createTaskQuery()
                        .processInstanceId(instance)
                        .taskDefinitionKey(step)
                        .singleResult()
                        .getId(),
                Map.of("again", again));
    }

    private List<String> taken(String instance) {
        return flows.of(instance).stream().map(TakenFlowsTest::said).toList();
    }

    private static String said(TakenFlow taken) {
        return taken.flow() + " " + taken.times();
    }
}
