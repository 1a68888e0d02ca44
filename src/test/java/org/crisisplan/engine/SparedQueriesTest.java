package org.crisisplan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine need not ask the database, it knows nevertheless. */
@PlanTest
class SparedQueriesTest {

    private static final String KEY = "spared-queries";

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    HistoryService history;

    @Autowired
    JdbcClient sql;

    private String deployment = "";

    @AfterEach
    void leaveNothingBehind() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void aDefinitionThatAnotherNodeSuspendsStartsNothingMoreAndWhatRunsGoesOn() {
        String definition = deployed(Bpmn.createExecutableProcess(KEY)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .userTask("asked")
                .endEvent()
                .done());
        String running = runtime.startProcessInstanceById(definition).getId();
        sql.sql("update ACT_RE_PROCDEF set SUSPENSION_STATE_ = 2 where ID_ = ?")
                .param(definition)
                .update();

        assertThatThrownBy(() -> runtime.startProcessInstanceById(definition))
                .isInstanceOf(SuspendedEntityInteractionException.class);
        tasks.complete(tasks.createTaskQuery()
                .processInstanceId(running)
                .singleResult()
                .getId());

        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionId(definition)
                        .count())
                .isZero();
    }

    @Test
    void anIncidentGoesWithItsJobHoweverItsRetriesWereGivenBack() {
        deployed(failingWithout("amount"));
        String instance = runtime.startProcessInstanceByKey(KEY).getId();
        Job job = management.createJobQuery().processInstanceId(instance).singleResult();
        assertThatThrownBy(() -> management.executeJob(job.getId())).isInstanceOf(ProcessEngineException.class);
        management.setJobRetries(job.getId(), 0);
        assertThat(runtime.createIncidentQuery().processInstanceId(instance).count())
                .isEqualTo(1);

        // all failed jobs of the step at once, past the incidents
        management.setJobRetriesByJobDefinitionId(job.getJobDefinitionId(), 1);
        runtime.setVariables(instance, Map.of("amount", 1));
        management.executeJob(job.getId());

        assertThat(runtime.createIncidentQuery().processInstanceId(instance).count())
                .isZero();
        assertThat(history.createHistoricIncidentQuery()
                        .processInstanceId(instance)
                        .resolved()
                        .count())
                .isEqualTo(1);
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(instance)
                        .finished()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void ofJobsOnlyThoseThatFailedAreKept() {
        deployed(failingWithout("amount"));
        String well =
                runtime.startProcessInstanceByKey(KEY, Map.of("amount", 1)).getId();
        management.executeJob(job(well));
        String failed = runtime.startProcessInstanceByKey(KEY).getId();
        String job = job(failed);
        assertThatThrownBy(() -> management.executeJob(job)).isInstanceOf(ProcessEngineException.class);
        runtime.deleteProcessInstance(failed, "no longer wanted");

        assertThat(history.createHistoricJobLogQuery().processDefinitionKey(KEY).list())
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.isFailureLog()).isTrue();
                    assertThat(kept.getJobId()).isEqualTo(job);
                    assertThat(kept.getProcessDefinitionKey()).isEqualTo(KEY);
                });
    }

    private String job(String instance) {
        return management
                .createJobQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
    }

    private static BpmnModelInstance failingWithout(String variable) {
        return Bpmn.createExecutableProcess(KEY)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask("calculate")
                .camundaAsyncBefore()
                .camundaExpression("${" + variable + "}")
                .endEvent()
                .done();
    }

    private String deployed(BpmnModelInstance model) {
        deployment = BesideThePlan.in(repository)
                .name(KEY)
                .addModelInstance(KEY + ".bpmn", model)
                .deploy()
                .getId();
        return repository
                .createProcessDefinitionQuery()
                .deploymentId(deployment)
                .singleResult()
                .getId();
    }
}
