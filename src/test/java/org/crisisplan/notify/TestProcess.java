package org.crisisplan.notify;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.crisisplan.BesideThePlan;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small process of a test's own, deployed beside the plan and removed with everything it left behind. */
class TestProcess implements AutoCloseable {

    static final String KEY = "notify-test";

    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final JdbcClient database;
    private String deployment = "";

    TestProcess(ProcessEngine engine, JdbcClient database) {
        this.repository = engine.getRepositoryService();
        this.runtime = engine.getRuntimeService();
        this.tasks = engine.getTaskService();
        this.management = engine.getManagementService();
        this.database = database;
    }

    ProcessInstance start(BpmnModelInstance model, String number, Map<String, Object> variables) {
        deployment = BesideThePlan.in(repository)
                .name(KEY)
                .addModelInstance(KEY + ".bpmn", model)
                .deploy()
                .getId();
        return runtime.startProcessInstanceByKey(KEY, number, variables);
    }

    Task task() {
        return tasks.createTaskQuery().processDefinitionKey(KEY).singleResult();
    }

    /** Fires the timer of the task listener with this id. */
    void fire(String listener) {
        List<Job> timers = management.createJobQuery().processDefinitionKey(KEY).timers().list().stream()
                .filter(job -> ((JobEntity) job).getJobHandlerConfigurationRaw().endsWith(listener))
                .toList();
        if (timers.size() != 1) {
            throw new AssertionError("Expected one timer of the listener " + listener + ", found " + timers);
        }
        management.executeJob(timers.get(0).getId());
    }

    @Override
    public void close() {
        database.sql("delete from delivery").update();
        database.sql("delete from team_member").update();
        runtime.createProcessInstanceQuery()
                .processDefinitionKey(UndeliveredMails.KEY)
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "end of the test"));
        if (!deployment.isEmpty()) {
            repository.deleteDeployment(deployment, true);
        }
    }
}
