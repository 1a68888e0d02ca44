package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.BesideThePlan;
import org.crisisplan.crisis.Kind;
import org.crisisplan.plan.Modeler;
import org.crisisplan.plan.Modeler.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An analyst draws a user task and gives it a form and a group, nothing else: it is announced, due, reminded of and escalated. */
class BareTaskDrill extends Drill {

    private static final String STEP = "User_CallReporter";

    @LocalServerPort
    int port;

    @Autowired
    RepositoryService repository;

    @Autowired
    ProcessEngine engine;

    private Modeler analyst;

    @BeforeEach
    void anAnalystAddsATask() {
        Modeler.deploysThePlanAsShipped(repository);
        analyst = new Modeler(port, "analyst").fetches(repository, version("crisis-response"));
        deploys("Call the reporter 致电报告人");
    }

    @AfterEach
    void thePlanIsAsShipped() {
        Modeler.deploysThePlanAsShipped(repository);
    }

    @Test
    void isAnnouncedDueRemindedOfAndEscalated() {
        reported("A link is broken", Kind.TECHNICAL, facts());
        answers("User_VerifyReport", "technical", true);
        Task task = theTask(STEP);

        assertThat(task.getDueDate()).isEqualTo(Date.from(now().plus(Duration.ofHours(24))));
        assertThat(mailsAbout(task)).isEqualTo(1);
        assertThat(mails.subjectsTo("tech@crisis-plan.example"))
                .anyMatch(subject -> subject.contains(number) && subject.contains("Call the reporter"));

        passes("PT19H");
        assertThat(mails("deadline-near")).isZero();
        passes("PT1H");
        assertThat(mails("deadline-near")).isEqualTo(1);
        assertThat(deputyIsAsked(task)).isFalse();

        passes("PT4H");
        assertThat(mails("deadline-missed")).isPositive();
        assertThat(deputyIsAsked(task)).isTrue();

        as("tech");
        forms.submitTaskForm(task.getId(), Answers.usual("User_ReportTechnicalProgress"));
        identities.clearAuthentication();
        runDueJobs();
        assertThat(open("User_HandleCase")).hasSize(1);
    }

    @Test
    void isRemindedOfAfterARestartAndAfterAMigration() {
        reported("A link is broken", Kind.TECHNICAL, facts());
        answers("User_VerifyReport", "technical", true);
        Task task = theTask(STEP);
        assertThat(management
                        .createJobDefinitionQuery()
                        .processDefinitionId(task.getProcessDefinitionId())
                        .activityIdIn(STEP)
                        .count())
                .as("timers that Cockpit shows")
                .isEqualTo(2);

        restarts();
        deploys("Call the reporter back 回电报告人");
        var migration = runtime.createMigrationPlan(task.getProcessDefinitionId(), newest())
                .mapEqualActivities()
                .updateEventTriggers()
                .build();
        runtime.newMigration(migration)
                .processInstanceIds(task.getProcessInstanceId())
                .execute();
        restarts();

        passes("PT20H");
        assertThat(mails("deadline-near")).isEqualTo(1);
        passes("PT4H");
        assertThat(deputyIsAsked(task)).isTrue();
        assertThat(theTask(STEP).getProcessDefinitionId()).isEqualTo(newest());
    }

    /** What a node knows of the plan after a restart is what it reads from the database. */
    private void restarts() {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getDeploymentCache()
                .discardProcessDefinitionCache();
    }

    private void deploys(String label) {
        String shipped = BesideThePlan.shipped("processes/handle-in-department.bpmn");
        String flow = "targetRef=\"User_HandleCase\"";
        assertThat(shipped).contains(flow);
        String bare = """
                <bpmn:userTask id="%s" name="%s" camunda:formRef="report-progress" camunda:formRefBinding="deployment" camunda:candidateGroups="technology">
                  <bpmn:documentation>Ask what they saw. 询问所见情况。</bpmn:documentation>
                  <bpmn:extensionElements>
                    <camunda:properties><camunda:property name="clause" value="R26" /></camunda:properties>
                  </bpmn:extensionElements>
                </bpmn:userTask>
                <bpmn:sequenceFlow id="Flow_CallReporterToHandleCase" sourceRef="%s" targetRef="User_HandleCase" />
                """.formatted(STEP, label, STEP);
        Answer answer = analyst.deploys(
                "handle-in-department.bpmn",
                shipped.replace(flow, "targetRef=\"" + STEP + "\"")
                        .replaceFirst("<bpmn:sequenceFlow", bare + "<bpmn:sequenceFlow")
                        .replace("<bpmn:incoming>Flow_AssignDepartmentToHandleCase</bpmn:incoming>", ""));
        assertThat(answer.status()).as(answer.message()).isEqualTo(200);
    }

    private String newest() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("handle-in-department")
                .latestVersion()
                .singleResult()
                .getId();
    }

    private int version(String process) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult()
                .getVersion();
    }

    private long mailsAbout(Task task) {
        return sql.sql("select count(*) from delivery where number = ? and kind = 'new-task' and subject like ?")
                .params(number, "%" + task.getName().replaceFirst(" \\S+$", "") + "%")
                .query(Long.class)
                .single();
    }

    private boolean deputyIsAsked(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getUserId)
                .anyMatch("content"::equals);
    }
}
