package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.UserTaskBuilder;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Steps of a process and the mails they cause, over a real mail server that is up, down, or comes back ({@link MailServer}). */
@PlanTest
class MailsOfAProcessTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final Map<String, Object> LEAK = Map.of("title", "Customer data for sale", "level", 1);

    @Autowired
    MailServer mails;

    @Autowired
    ProcessEngine engine;

    @Autowired
    ManagementService management;

    @Autowired
    TaskService tasks;

    @Autowired
    DeliveryRepository deliveries;

    @Autowired
    JdbcClient database;

    TestProcess process;

    @BeforeEach
    void begin() {
        process = new TestProcess(engine, database);
        process.close();
        ClockUtil.setCurrentTime(Date.from(MONDAY));
        mails.start();
    }

    @AfterEach
    void end() {
        mails.stop();
        ClockUtil.reset();
        process.close();
    }

    @Test
    void aNewTaskIsAnnouncedToItsDepartmentInThePersonsLanguage() throws Exception {
        process.start(taskFor("technology, legal"), "CR-2026-9001", LEAK);
        String link = "/tasks/" + process.task().getId();

        mails.deliver();

        MimeMessage english = mails.messagesTo("tech@crisis-plan.example").get(0);
        assertThat(english.getSubject()).isEqualTo("[CR-2026-9001] New task: Isolate the fault");
        assertThat((String) english.getContent())
                .contains("Customer data for sale")
                .containsPattern("Level: +1\\R")
                .contains("Cut the faulty system off.")
                .contains("Monday, 23 November 2026, 18:00 Asia/Shanghai (2026-11-23 10:00 UTC)")
                .contains(link);
        MimeMessage chinese = mails.messagesTo("legal@crisis-plan.example").get(0);
        assertThat(chinese.getSubject()).isEqualTo("[CR-2026-9001] 新任务：隔离故障");
        assertThat((String) chinese.getContent())
                .contains("级别：一级")
                .contains("2026年11月23日 星期一 18:00 Asia/Shanghai (2026-11-23 10:00 UTC)")
                .contains(link);
        assertThat(mails.messages()).hasSize(2);
    }

    @Test
    void aSignatureIsAskedForInItsOwnWords() {
        process.start(model(task("User_SignActivation", "legal")), "CR-2026-9002", LEAK);

        mails.deliver();

        assertThat(mails.subjectsTo("legal@crisis-plan.example")).containsExactly("[CR-2026-9002] 请签署：隔离故障");
    }

    @Test
    void aStepThatRollsBackTellsNobody() {
        BpmnModelInstance failing = begun().serviceTask("Service_Alert")
                .camundaDelegateExpression("${alertManagement}")
                .serviceTask("Service_Fails")
                .camundaExpression("${thereIsNoSuchBean.fails()}")
                .endEvent()
                .done();

        assertThatThrownBy(() -> process.start(failing, "CR-2026-9003", LEAK))
                .hasMessageContaining("thereIsNoSuchBean");

        assertThat(deliveries.count(null)).isZero();
    }

    @Test
    void whenTheMailServerIsDownForAnHourEveryMailArrivesOnceAfterwards() throws Exception {
        mails.stop();
        process.start(taskFor("technology, legal, finance"), "CR-2026-9004", LEAK);

        for (int minute = 0; minute < 60; minute++) {
            mails.deliver();
            pass(Duration.ofMinutes(1));
        }
        assertThat(deliveries.page(null, 0, 10))
                .hasSize(3)
                .allSatisfy(mail -> assertThat(mail.state()).isEqualTo(Delivery.State.WAITING))
                .allSatisfy(mail -> assertThat(mail.attempts()).isBetween(10, 20))
                .allSatisfy(mail -> assertThat(mail.lastError()).contains("Connection refused"));

        mails.start();
        pass(Duration.ofMinutes(5));
        mails.deliver();
        mails.deliver();

        assertThat(mails.messages()).hasSize(3);
        for (Delivery mail : deliveries.page(Delivery.State.SENT, 0, 10)) {
            assertThat(mails.messagesTo(mail.recipient())).hasSize(1);
            assertThat(mails.messagesTo(mail.recipient()).get(0).getMessageID()).isEqualTo(mail.messageId());
        }
    }

    @Test
    void aRefusedAddressFailsAloneAndOnce() throws Exception {
        Map<String, String> script =
                Map.of("RCPT TO:<legal", "550 no such user", "RCPT TO:<finance", "450 greylisted, come back");
        try (var server = new ScriptedMailServer(script)) {
            mails.replaceBy(server);
            process.start(taskFor("technology, legal, finance"), "CR-2026-9015", LEAK);

            mails.deliver();
            pass(Duration.ofMinutes(2));
            mails.deliver();

            Map<String, Delivery> byUser = deliveries.page(null, 0, 100).stream()
                    .filter(mail ->
                            mail.kind() == MailKind.NEW_TASK && mail.number().equals("CR-2026-9015"))
                    .collect(Collectors.toMap(Delivery::user, Function.identity()));
            assertThat(byUser.get("tech").state()).isEqualTo(Delivery.State.SENT);
            assertThat(byUser.get("legal"))
                    .extracting(Delivery::state, Delivery::attempts)
                    .containsExactly(Delivery.State.FAILED, 1);
            assertThat(byUser.get("legal").lastError()).contains("550 no such user");
            assertThat(byUser.get("finance"))
                    .extracting(Delivery::state, Delivery::attempts)
                    .containsExactly(Delivery.State.WAITING, 2);
            assertThat(engine.getRuntimeService().createIncidentQuery().count()).isZero();
        }
    }

    @Test
    void aMailWhoseAnswerWasLostIsRepeatedUnderTheSameIdentity() throws Exception {
        try (var server = new ScriptedMailServer(Map.of(".", ScriptedMailServer.HANG_UP))) {
            mails.replaceBy(server);
            process.start(taskFor("technology"), "CR-2026-9016", LEAK);
            mails.deliver();
            pass(Duration.ofMinutes(2));
            mails.deliver();

            assertThat(server.told().stream().filter(line -> line.startsWith("Message-ID")))
                    .hasSize(2)
                    .containsOnly(
                            "Message-ID: " + deliveries.page(null, 0, 1).get(0).messageId());
        }
    }

    @Test
    void afterADayAMailIsSomebodysBusinessAndCanBeSentAgain() throws Exception {
        mails.stop();
        process.start(taskFor("technology"), "CR-2026-9005", LEAK);

        for (int attempt = 0; attempt < 300; attempt++) {
            mails.deliver();
            pass(Duration.ofMinutes(5));
        }

        Delivery failed = mailTo("tech", MailKind.NEW_TASK);
        assertThat(failed.state()).isEqualTo(Delivery.State.FAILED);
        assertThat(failed.attempts()).isGreaterThan(280);
        assertThat(tasks.createTaskQuery().taskDefinitionKey("User_ReachPerson").list())
                .singleElement()
                .satisfies(task -> assertThat(engine.getRuntimeService().getVariables(task.getExecutionId()))
                        .containsEntry("address", "tech@crisis-plan.example")
                        .hasEntrySatisfying(
                                "answer", answer -> assertThat((String) answer).contains("Connection refused")));

        mails.start();
        assertThat(deliveries.sendAgain(failed.id(), MONDAY)).isTrue();
        mails.deliver();

        assertThat(mails.messagesTo("tech@crisis-plan.example"))
                .anySatisfy(mail -> assertThat(mail.getMessageID()).isEqualTo(failed.messageId()));
    }

    @Test
    void whoeverNoMailReachesIsStoodInForAtOnce() throws Exception {
        try (var server = new ScriptedMailServer(Map.of("RCPT TO:<tech@", "550 no such user"))) {
            mails.replaceBy(server);
            process.start(taskFor("technology"), "CR-2026-9017", LEAK);
            mails.deliver();
        }
        mails.start();
        mails.deliver();

        String deputy = database.sql("select deputy from contact_deputy where user_id = 'tech' and position = 1")
                .query(String.class)
                .single();
        assertThat(mails.messagesTo(deputy + "@crisis-plan.example"))
                .as("mails to the deputy, " + deputy)
                .anySatisfy(mail -> {
                    assertThat(mail.getSubject()).contains("CR-2026-9017");
                    assertThat((String) mail.getContent())
                            .contains("tech@crisis-plan.example", "550 no such user", "> Open it: http://127.0.0.1:");
                });
        assertThat(tasks.getIdentityLinksForTask(process.task().getId()))
                .as("the deputy may do the task")
                .anyMatch(link -> deputy.equals(link.getUserId()));
        assertThat(tasks.createTaskQuery().taskDefinitionKey("User_ReachPerson").list())
                .singleElement()
                .satisfies(task -> assertThat(engine.getRuntimeService().getVariables(task.getExecutionId()))
                        .containsEntry("address", "tech@crisis-plan.example")
                        .containsEntry("answer", "550 no such user\n".strip()));
    }

    @Test
    void theEndOfTheProcessTakesNoMailWithIt() {
        process.start(
                begun().serviceTask()
                        .camundaDelegateExpression("${alertManagement}")
                        .endEvent()
                        .done(),
                "CR-2026-9006",
                LEAK);
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionKey(TestProcess.KEY)
                        .count())
                .isZero();

        mails.deliver();

        assertThat(mails.subjectsTo("manager@crisis-plan.example"))
                .containsExactly("[CR-2026-9006] ALERT to management, level 1: Customer data for sale");
    }

    @Test
    void foreignTextCannotBecomeAHeaderOrAnInstruction() throws Exception {
        String title =
                "Down\r\nBcc: spy@evil.example\r\n\r\n${7*7} [[${7*7}]] [(${@environment})] __${7*7}__ <b>bold</b> \u202Egnp";
        process.start(
                begun().serviceTask()
                        .camundaDelegateExpression("${alertManagement}")
                        .endEvent()
                        .done(),
                "CR-2026-9007",
                Map.of("title", title, "description", "first line\r\n.\r\nsecond ${7*7}", "level", 1));

        mails.deliver();

        MimeMessage mail = mails.messagesTo("manager@crisis-plan.example").get(0);
        assertThat(mails.messages()).hasSize(1);
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject())
                .contains(
                        "Down Bcc: spy@evil.example ${7*7} [[${7*7}]] [(${@environment})] __${7*7}__ <b>bold</b> gnp");
        assertThat(mail.isMimeType("text/plain")).isTrue();
        assertThat((String) mail.getContent())
                .contains("${7*7}", "[(${@environment})]", "<b>bold</b>")
                .contains("> first line", "> .", "> second ${7*7}")
                .doesNotContain("49");
    }

    @Test
    void aMissedDeadlineReachesTheDeputyAndThenManagement() {
        process.start(taskFor("technology"), "CR-2026-9008", LEAK);
        String task = process.task().getId();
        mails.deliver();

        process.fire("remind");
        mails.deliver();
        assertThat(mails.subjectsTo("tech@crisis-plan.example"))
                .last()
                .isEqualTo("[CR-2026-9008] Reminder, due soon: Isolate the fault");

        process.fire("escalate");
        mails.deliver();
        assertThat(mails.subjectsTo("content@crisis-plan.example")).containsExactly("[CR-2026-9008] 任务逾期：隔离故障");
        assertThat(mails.subjectsTo("tech@crisis-plan.example"))
                .last()
                .asString()
                .contains("Deadline missed");
        assertThat(mails.messagesTo("manager@crisis-plan.example")).isEmpty();
        assertThat(deliveries.page(null, 0, 10))
                .filteredOn(mail -> mail.kind() == MailKind.DEADLINE_MISSED)
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.body()).contains("Head of content review"));
        assertThat(tasks.createTaskQuery()
                        .taskCandidateUser("content")
                        .includeAssignedTasks()
                        .list())
                .extracting("id")
                .contains(task);
        assertThat(engine.getHistoryService()
                        .createHistoricIdentityLinkLogQuery()
                        .taskId(task)
                        .userId("content")
                        .list())
                .hasSize(1);

        process.fire("escalate");
        mails.deliver();
        assertThat(mails.messagesTo("manager@crisis-plan.example")).hasSize(1);
        assertThat(mails.messagesTo("content@crisis-plan.example")).hasSize(2);
        assertThat(mails.messagesTo("pr@crisis-plan.example")).isEmpty();
    }

    @Test
    void aClaimedTaskIsTheBusinessOfWhoeverClaimedIt() {
        process.start(taskFor("technology, legal"), "CR-2026-9009", LEAK);
        mails.deliver();
        tasks.claim(process.task().getId(), "legal");

        process.fire("remind");
        mails.deliver();

        assertThat(mails.messagesTo("legal@crisis-plan.example")).hasSize(2);
        assertThat(mails.messagesTo("tech@crisis-plan.example")).hasSize(1);
    }

    @Test
    void aDepartmentThatNobodyAnswersForIsTheBusinessOfManagement() {
        process.start(taskFor("catering"), "CR-2026-9010", LEAK);

        mails.deliver();

        assertThat(mails.messagesTo("manager@crisis-plan.example")).hasSize(1);
    }

    @Test
    void anUnansweredAlertGoesToTheDeputyWhoCanAcknowledgeItToo() throws Exception {
        BpmnModelInstance model = begun().parallelGateway("both")
                .userTask("User_AcknowledgeAlert")
                .camundaCandidateGroups("management")
                .endEvent()
                .moveToNode("both")
                .userTask("User_Wait")
                .serviceTask()
                .camundaDelegateExpression("${askDeputyToAcknowledge}")
                .endEvent()
                .done();
        process.start(model, "CR-2026-9011", LEAK);
        tasks.complete(tasks.createTaskQuery()
                .taskDefinitionKey("User_Wait")
                .singleResult()
                .getId());

        mails.deliver();

        MimeMessage toDeputy = mails.messagesTo("finance@crisis-plan.example").get(0);
        assertThat((String) toDeputy.getContent())
                .contains("You are the deputy")
                .contains("/tasks/" + process.task().getId())
                .containsPattern("http://127.0.0.1:\\d+/acknowledge/[\\w-]{43}\\s");
        assertThat(mails.messagesTo("manager@crisis-plan.example")).hasSize(1);
        assertThat(tasks.createTaskQuery().taskCandidateUser("finance").list())
                .extracting("id")
                .contains(process.task().getId());
    }

    @Test
    void theTeamLearnsWhoIsInIt() throws Exception {
        List<Map<String, String>> seats = new ArrayList<>();
        seats.add(new HashMap<>(Map.of("role", "leader", "group", "publicRelations")));
        seats.add(new HashMap<>(Map.of("role", "member", "group", "technology")));
        seats.add(new HashMap<>(Map.of("role", "cook", "group", "catering")));
        process.start(
                begun().serviceTask()
                        .camundaAsyncBefore()
                        .camundaDelegateExpression("${formTeam}")
                        .endEvent()
                        .done(),
                "CR-2026-9012",
                Map.of("title", "Leak", "level", 1, "team", seats));
        management.executeJob(management
                .createJobQuery()
                .processDefinitionKey(TestProcess.KEY)
                .singleResult()
                .getId());

        mails.deliver();

        MimeMessage mail = mails.messagesTo("tech@crisis-plan.example").get(0);
        assertThat((String) mail.getContent())
                .contains("- Leader: Head of public relations 公关部负责人, +86 10 5550 0101, pr@crisis-plan.example")
                .contains("- cook: nobody in the contact list for catering");
        assertThat(mails.messages()).hasSize(2);
        assertThat(database.sql("select user_id from team_member where number = 'CR-2026-9012' order by role")
                        .query(String.class)
                        .list())
                .containsExactly("pr", "tech");
    }

    @Test
    void aPromiseOfThePlanIsReportedNearAndThenMissedUntilItIsKept() {
        database.sql(
                        "insert into crisis (number, title, description, technical, content, phase, reasons, plan_version, opened_at) "
                                + "values ('CR-2026-9013', 'Customer data for sale', 'Leak', true, false, 'responding', '[]', 'x', ?)")
                .param(MONDAY.atOffset(ZoneOffset.UTC))
                .update();
        database.sql(
                        "insert into crisis_promise (number, what, seq, made_at, due) values ('CR-2026-9013', 'recover', 1, timestamp with time zone '2026-01-01 00:00:00+00', ?)")
                .param(MONDAY.plus(Duration.ofHours(72)).atOffset(ZoneOffset.UTC))
                .update();
        try {
            BpmnModelInstance model = begun().userTask("User_Again")
                    .serviceTask()
                    .camundaInputParameter("clock", "recover")
                    .camundaDelegateExpression("${reportClock}")
                    .connectTo("User_Again")
                    .done();
            process.start(model, "CR-2026-9013", LEAK);

            tasks.complete(process.task().getId());
            mails.deliver();
            pass(Duration.ofHours(73));
            tasks.complete(process.task().getId());
            mails.deliver();
            database.sql("update crisis_promise set met_at = due, outcome = 'met' where number = 'CR-2026-9013'")
                    .update();
            tasks.complete(process.task().getId());
            mails.deliver();

            assertThat(mails.subjectsTo("manager@crisis-plan.example"))
                    .containsExactly(
                            "[CR-2026-9013] Recovery is due soon: Customer data for sale",
                            "[CR-2026-9013] Recovery MISSED: Customer data for sale");
        } finally {
            for (String table : List.of("crisis_act_words", "crisis_act", "crisis_promise", "crisis")) {
                database.sql("delete from " + table + " where number = 'CR-2026-9013'")
                        .update();
            }
        }
    }

    @Test
    void theReviewComesAsAnInvitationForTheCalendar() throws Exception {
        process.start(
                begun().serviceTask()
                        .camundaDelegateExpression("${inviteToReview}")
                        .endEvent()
                        .done(),
                "CR-2026-9014",
                Map.of("title", "Leak; data, sold", "level", 1, "reviewDue", "2026-11-30T08:00:00Z"));

        mails.deliver();

        MimeMessage mail = mails.messagesTo("tech@crisis-plan.example").get(0);
        assertThat(mail.getSubject())
                .isEqualTo(
                        "[CR-2026-9014] Invitation to the review, Friday, 27 November 2026, 10:00 Asia/Shanghai (2026-11-27 02:00 UTC)");
        BodyPart part = ((MimeMultipart) mail.getContent()).getBodyPart(1);
        assertThat(part.getContentType()).contains("text/calendar", "method=REQUEST");
        Calendar calendar = new CalendarBuilder().build(part.getInputStream());
        assertThat(calendar.validate().getEntries()).isEmpty();
        VEvent review = (VEvent) calendar.getComponents("VEVENT").get(0);
        assertThat(calendar.getMethod().getValue()).isEqualTo("REQUEST");
        assertThat(review.getUid().orElseThrow().getValue()).isEqualTo("review-CR-2026-9014@localhost");
        assertThat(Instant.from(review.getDateTimeStart().getDate())).isEqualTo(Instant.parse("2026-11-27T02:00:00Z"));
        assertThat(review.getDescription().getValue()).contains("Leak; data, sold");
        assertThat(review.getProperties("ATTENDEE")).hasSize(7);
        assertThat(mails.messages()).hasSize(7);
    }

    private Delivery mailTo(String user, MailKind kind) {
        return deliveries.page(null, 0, 100).stream()
                .filter(mail -> mail.user().equals(user) && mail.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private void pass(Duration time) {
        ClockUtil.setCurrentTime(
                Date.from(ClockUtil.getCurrentTime().toInstant().plus(time)));
    }

    private static BpmnModelInstance taskFor(String groups) {
        return model(task("User_NotifyTest", groups));
    }

    private static BpmnModelInstance model(UserTaskBuilder task) {
        return task.endEvent().done();
    }

    private static UserTaskBuilder task(String id, String groups) {
        return begun().userTask(id)
                .name("Isolate the fault 隔离故障")
                .documentation("Cut the faulty system off.")
                .camundaCandidateGroups(groups)
                .camundaDueDate("2026-11-23T10:00:00Z")
                .camundaTaskListenerDelegateExpression("create", "${announceTask}")
                .camundaTaskListenerDelegateExpressionTimeoutWithDuration("remind", "${remindOfTask}", "PT1H")
                .camundaTaskListenerDelegateExpressionTimeoutWithCycle("escalate", "${escalateTask}", "R/PT2H");
    }

    private static org.camunda.bpm.model.bpmn.builder.StartEventBuilder begun() {
        return Bpmn.createExecutableProcess(TestProcess.KEY)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent();
    }
}
