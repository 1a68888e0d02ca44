package org.crisisplan.signals.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.notify.MailServer;
import org.crisisplan.signals.Signal.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The newest table of triggers fails at some signals: nothing is lost, people judge them, and the mended table takes over again. */
@PlanTest
class ManualTriageTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final String PR = "pr@crisis-plan.example";

    @Autowired
    WebApplicationContext product;

    @Autowired
    JdbcClient sql;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    FormService forms;

    @Autowired
    HistoryService history;

    @Autowired
    ManagementService management;

    @Autowired
    IdentityService identities;

    @Autowired
    LatestDecisions tables;

    @Autowired
    RequestManualTriage asking;

    @Autowired
    MailServer mails;

    private String broken = "";

    @BeforeEach
    void breakTheTable() throws Exception {
        ClockUtil.setCurrentTime(Date.from(MONDAY));
        SignalPipeline.forgets(product);
        mails.start();
        String before = tables.newest(Triggers.TABLE).version();
        String table = Files.readString(Path.of("dmn/triggers.dmn"))
                .replaceFirst("(?s)(id=\"Result_Triggers_CriticalAlert_4\">\\s*<text>)\"technical\"", "$1\"nonsense\"");
        broken = BesideThePlan.runs(product, "dmn/triggers.dmn", table);
        await().until(() -> !tables.newest(Triggers.TABLE).version().equals(before));
    }

    @AfterEach
    void leaveNothing() {
        identities.clearAuthentication();
        mendTheTable();
        for (String process : List.of("triage-signals", "crisis-response")) {
            runtime.createProcessInstanceQuery().processDefinitionKey(process).list().stream()
                    .filter(instance -> process.equals("triage-signals")
                            || crises().contains(String.valueOf(instance.getBusinessKey())))
                    .forEach(left -> runtime.deleteProcessInstance(left.getId(), "test over"));
        }
        SignalPipeline.forgets(product);
        mails.stop();
        ClockUtil.reset();
    }

    private void mendTheTable() {
        if (!broken.isEmpty()) {
            String before = tables.newest(Triggers.TABLE).version();
            BesideThePlan.forget(product, broken);
            broken = "";
            await().until(() -> !tables.newest(Triggers.TABLE).version().equals(before));
        }
    }

    @Test
    void peopleAreAskedUntilTheTableIsMendedAndTheirCrisisIsTheOnlyOne() throws Exception {
        isSaid("a1", "hand-search");
        assertThat(crises()).isEmpty();
        assertThat(page("/signals"))
                .contains("hand-search")
                .contains("nonsense")
                .contains("cannot be judged");
        assertThat(page("/signals/about/hand-search")).contains("Judge them yourself");

        asking.run();
        assertThat(asked()).as("a fault may pass by itself").isEmpty();
        passes(Duration.ofSeconds(61));
        asking.run();
        asking.run();

        Task task = theTask();
        assertThat(tasks.getVariables(task.getId())).containsEntry("subject", "hand-search");
        assertThat(String.valueOf(tasks.getVariable(task.getId(), "fault"))).contains("nonsense");
        assertThat(tasks.createTaskQuery().taskCandidateGroup("publicRelations").list())
                .extracting(Task::getId)
                .contains(task.getId());
        mails.deliver();
        // what is told to one person at one moment comes in one mail
        assertThat((String) mails.messagesTo(PR).get(0).getContent()).contains("hand-search", "研判信号");

        answers(task, Map.of("isCrisis", "no", "falseAlarmReason", "Maintenance tonight"));
        assertThat(asked()).isEmpty();
        asking.run();
        assertThat(asked()).as("not again at once").isEmpty();
        passes(Duration.ofHours(1).plusSeconds(1));
        management.createJobQuery().activityId("Timer_LookAgain").list().stream()
                .filter(job -> job.getDuedate().before(ClockUtil.getCurrentTime()))
                .forEach(job -> management.executeJob(job.getId()));

        Task again = theTask();
        assertThat(tasks.getVariable(again.getId(), "isCrisis")).isNull();
        assertThatThrownBy(() -> answers(again, Map.of("isCrisis", "yes", "crisisTitle", "Search is down")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining("What is known");
        answers(
                again,
                Map.of(
                        "isCrisis",
                        "yes",
                        "crisisTitle",
                        "Search is down",
                        "crisisDescription",
                        "Nobody finds anything",
                        "crisisKind",
                        "technical"));
        assertThat(crises()).hasSize(1);
        String crisis = crises().get(0);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(crisis).singleResult())
                .extracting(Task::getTaskDefinitionKey)
                .isEqualTo("User_VerifyReport");
        assertThat(page("/crises/" + crisis))
                .contains("Search is down")
                .contains("Triaged by hand")
                .contains("/signals/about/hand-search");
        asking.run();
        assertThat(asked()).as("it has a crisis now").isEmpty();

        mendTheTable();
        isSaid("a2", "hand-search");
        assertThat(crises()).containsExactly(crisis);
        assertThat(page("/signals")).doesNotContain("What the tables cannot judge");
    }

    @Test
    void aMendedTableTakesTheTaskAwayAndJudgesWhatWasSaidMeanwhile() {
        isSaid("b1", "hand-login");
        passes(Duration.ofSeconds(61));
        asking.run();
        Task task = theTask();

        mendTheTable();
        SignalPipeline.looks(product);
        asking.run();

        assertThat(asked()).isEmpty();
        assertThat(crises()).hasSize(1);
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processInstanceId(task.getProcessInstanceId())
                        .activityId("End_JudgedByTable")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aTableThatFailsAtEverythingDoesNotBuryThePeople() {
        for (int i = 0; i < 15; i++) {
            isSaid("c" + i, "hand-" + i);
        }
        passes(Duration.ofSeconds(61));
        asking.run();
        assertThat(asked()).hasSize(10);

        answers(
                asked().get(0),
                Map.of("isCrisis", "yes", "crisisTitle", "t", "crisisDescription", "d", "crisisKind", "both"));
        asking.run();
        assertThat(asked()).as("the next one").hasSize(10);

        asked().forEach(task -> answers(task, Map.of("isCrisis", "no", "falseAlarmReason", "Nothing to see")));
        asking.run();
        assertThat(asked()).as("the rest of the fifteen").hasSize(4);
    }

    @Test
    void aTableOfUsersThatFailsAtOneSubjectStopsNoOther() throws Exception {
        mendTheTable();
        String before = tables.newest("activeUsers").version();
        String table = Files.readString(Path.of("dmn/active-users.dmn"));
        broken = BesideThePlan.runs(
                product, "dmn/active-users.dmn", table.replaceFirst("<text>20000</text>", "<text>\"20k\"</text>"));
        await().until(() -> !tables.newest("activeUsers").version().equals(before));

        SignalPipeline.says(
                product, 0, 1, i -> SignalPipeline.report("r", "login", "login_failure", "somebody", "words", MONDAY));
        isSaid("d1", "hand-other");

        assertThat(crises()).as("the other one").hasSize(1);
        assertThat(page("/signals")).contains("What the tables cannot judge").contains("login");
        String faulty = tables.newest("activeUsers").version();
        BesideThePlan.forget(product, broken);
        broken = "";
        await().until(() -> !tables.newest("activeUsers").version().equals(faulty));
        SignalPipeline.looks(product);
        assertThat(page("/signals")).doesNotContain("What the tables cannot judge");
    }

    private void isSaid(String id, String subject) {
        SignalPipeline.says(product, 0, 1, i -> SignalPipeline.alert(id, subject, Severity.CRITICAL, false, MONDAY));
        SignalPipeline.looks(product);
    }

    private void passes(Duration time) {
        ClockUtil.setCurrentTime(
                Date.from(ClockUtil.getCurrentTime().toInstant().plus(time)));
        SignalPipeline.looks(product);
    }

    private void answers(Task task, Map<String, Object> fields) {
        identities.setAuthentication("pr", List.of("publicRelations"));
        try {
            forms.submitTaskForm(task.getId(), fields);
        } finally {
            identities.clearAuthentication();
        }
    }

    private Task theTask() {
        assertThat(asked()).hasSize(1);
        return asked().get(0);
    }

    private List<Task> asked() {
        return tasks.createTaskQuery().taskDefinitionKey("User_TriageSignals").list();
    }

    private List<String> crises() {
        return sql.sql("select crisis from signal_subject where subject like 'hand-%' and crisis is not null")
                .query(String.class)
                .list();
    }

    private String page(String path) throws Exception {
        return MockMvcBuilders.webAppContextSetup(product)
                .apply(springSecurity())
                .build()
                .perform(get(path).accept("text/html", "*/*").with(user("pr").authorities(() -> "publicRelations")))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
