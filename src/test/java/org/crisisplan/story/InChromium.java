package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.PlanTest;
import org.crisisplan.compensation.LedgerDispatcher;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.drills.Answers;
import org.crisisplan.notify.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A test in a real browser: the one that this JVM's tests share, before the one application that they share. */
@PlanTest
@ExtendWith(Chromium.class)
abstract class InChromium {

    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    int port;

    @Autowired
    LedgerDispatcher ledgers;

    @Autowired
    CrisisPlan plan;

    @Autowired
    Crises crises;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    FormService forms;

    @Autowired
    IdentityService identities;

    @Autowired
    ManagementService management;

    @Autowired
    MailServer mails;

    Browser browser;
    FrontPage frontPage;

    /** The crisis that this test is about. */
    String number = "";

    private final List<String> left = new ArrayList<>();

    @BeforeEach
    void takeTheBrowser() {
        ClockUtil.reset();
        mails.start();
        browser = Browser.openedAt("http://localhost:" + port);
        frontPage = new FrontPage(browser);
    }

    @AfterEach
    void leaveNothing() {
        identities.clearAuthentication();
        browser.leave();
        mails.stop();
        for (String crisis : left) {
            runtime
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(crisis)
                    .rootProcessInstances()
                    .list()
                    .stream()
                    .map(ProcessInstance::getId)
                    .forEach(instance -> runtime.deleteProcessInstance(instance, "story over"));
            runtime.createProcessInstanceQuery()
                    .variableValueEquals("itemOf", crisis)
                    .list()
                    .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "story over"));
        }
    }

    /** From now on this test is about that crisis. */
    void isAbout(String crisis) {
        number = crisis;
        left.add(crisis);
    }

    void reported(String title, Set<Kind> kinds, Map<String, Object> facts) {
        isAbout(plan.open(new CrisisReport(title, "Seen by many users.", kinds, facts))
                .number());
        engineWorks();
    }

    /** The crisis that somebody has reported in the browser, once it is there. */
    String numberOf(String title) {
        return Awaitility.await()
                .until(
                        () -> crises.openPage(0, 100).items().stream()
                                .filter(crisis -> crisis.title().equals(title))
                                .map(Crisis::number)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    void paymentFails() {
        reported("Payment fails 支付失败", Set.of(Kind.TECHNICAL), Map.of("keyBusiness", "payment", "downtimeHours", 1));
    }

    // ---- tasks

    List<Task> open(String step) {
        return tasks.createTaskQuery()
                .or()
                .processInstanceBusinessKey(number)
                // what its review agreed on has a process of its own
                .processVariableValueEquals("itemOf", number)
                .endOr()
                .taskDefinitionKey(step)
                .initializeFormKeys()
                .list();
    }

    String taskOf(String step) {
        assertThat(open(step)).as(step).hasSize(1);
        return open(step).get(0).getId();
    }

    JsonNode formOf(String task) {
        return formNamed(tasks.createTaskQuery()
                .taskId(task)
                .initializeFormKeys()
                .singleResult()
                .getCamundaFormRef()
                .getKey());
    }

    /** As the plan's folder has it. */
    static JsonNode formNamed(String key) {
        try (var form = InChromium.class.getResourceAsStream("/forms/" + key + ".form")) {
            return JSON.readTree(form);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Who is asked to do the task, and did not write what is to be approved. */
    List<String> people(Task task) {
        String author =
                String.valueOf(runtime.getVariables(task.getExecutionId()).get("statementAuthor"));
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .sorted()
                .map(Answers::personOf)
                .filter(person -> !person.equals(author))
                .toList();
    }

    String personFor(Task task) {
        assertThat(people(task)).as("who is asked to do " + task.getName()).isNotEmpty();
        return people(task).get(0);
    }

    /** The team answers, not in the browser, whatever is open until the step is asked. */
    void teamWorksUntil(String step) {
        for (int answered = 0; open(step).isEmpty(); answered++) {
            List<Task> open = tasks.createTaskQuery()
                    .processInstanceBusinessKey(number)
                    .orderByTaskCreateTime()
                    .asc()
                    .list();
            assertThat(open).as("open tasks on the way to " + step).isNotEmpty();
            assertThat(answered).as("tasks on the way to " + step).isLessThan(80);
            teamAnswers(open.get(0));
        }
    }

    void teamAnswers(Task task, Object... fields) {
        Map<String, Object> answer = new HashMap<>(Answers.usual(task.getTaskDefinitionKey()));
        answer.putAll(CrisisForm.answers(fields));
        String person = personFor(task);
        identities.setAuthentication(
                person,
                identities.createGroupQuery().groupMember(person).list().stream()
                        .map(Group::getId)
                        .toList());
        try {
            forms.submitTaskForm(task.getId(), answer);
        } finally {
            identities.clearAuthentication();
        }
        engineWorks();
    }

    // ---- the engine

    /** What the engine does as soon as it may: messages arrive, statements go out; no timer before its time. */
    void engineWorks() {
        jobsRun();
        // who waits for it goes on
        ledgers.issueDue();
        jobsRun();
        mails.deliver();
    }

    private void jobsRun() {
        for (List<Job> due = dueJobs(); !due.isEmpty(); due = dueJobs()) {
            management.executeJob(due.get(0).getId());
        }
    }

    private List<Job> dueJobs() {
        Set<String> instances = runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                .map(ProcessInstance::getId)
                .collect(Collectors.toSet());
        if (instances.isEmpty()) {
            return List.of();
        }
        return management.createJobQuery().processInstanceIds(instances).withRetriesLeft().active().list().stream()
                .filter(job -> job.getDuedate() == null || !job.getDuedate().after(ClockUtil.getCurrentTime()))
                .toList();
    }
}
