package org.crisisplan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.crisisplan.publish.StatementDesk.ADMIN;
import static org.crisisplan.publish.StatementDesk.AUTHOR;
import static org.crisisplan.publish.StatementDesk.ENGINEER;
import static org.crisisplan.publish.StatementDesk.LAWYER;
import static org.crisisplan.publish.StatementDesk.MANAGER;
import static org.crisisplan.publish.StatementDesk.SECOND_AUTHOR;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.PlanTest;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.engine.SafeMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** R45: nothing goes out without the recorded approval of exactly that text, whatever anybody does to the process. */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishingTest {

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @Autowired
    StatementRepository records;

    @Autowired
    PublishToChannel publishToChannel;

    @Autowired
    PublicationRepository publications;

    @Autowired
    Channels channels;

    @Autowired
    ChannelDesk channelDesk;

    StatementDesk desk;

    @BeforeAll
    void openDesk() {
        desk = new StatementDesk(engine, sql).open();
    }

    @AfterEach
    void backToTheirOwnGroups() {
        engine.getIdentityService().clearAuthentication();
        engine.getIdentityService().deleteMembership(AUTHOR, "legal");
        engine.getIdentityService().deleteMembership(SECOND_AUTHOR, "legal");
    }

    @AfterAll
    void closeDesk() {
        desk.close();
    }

    private ProcessInstance draft(int level) {
        return desk.begin(desk.crisis(level, "responding"), "progress", "progress");
    }

    private ProcessInstance submitted(String text) {
        ProcessInstance run = draft(2);
        desk.submit(run, AUTHOR, text);
        return run;
    }

    @Test
    void whatAllApprovedGoesOutWordForWord() {
        ProcessInstance run = submitted("We are working on it.");
        assertThat(engine.getRuntimeService().getVariable(run.getId(), "approvers"))
                .isEqualTo(List.of("legal", "technology"));

        desk.approve(run, LAWYER, "legal");
        assertThat(desk.published(run)).isEmpty();
        desk.approve(run, ENGINEER, "technology");
        desk.runJobs(run);

        assertThat(desk.published(run)).containsExactly("We are working on it.");
        assertThat(desk.ended(run, "End_Published")).isTrue();
        Statement statement = records.latest(run.getId()).orElseThrow();
        assertThat(statement.author()).isEqualTo(AUTHOR);
        assertThat(statement.version()).isEqualTo(1);
        assertThat(records.approvalsOf(statement))
                .isNotEmpty()
                .allSatisfy(approval -> assertThat(approval.hash())
                        .isEqualTo(statement.hash())
                        .isEqualTo(statement.text().hash(statement.crisis(), statement.kind(), 1)));
        assertThat(sql.sql("select state, attempts, hash from publication where statement_id = ?")
                        .param(statement.id())
                        .query()
                        .singleRow())
                .containsEntry("STATE", "published")
                .containsEntry("ATTEMPTS", 1)
                .containsEntry("HASH", statement.hash());
    }

    /** Jobs rest in safe mode; a plan may publish in the transaction of a person's step. */
    @Test
    void nothingGoesOutInSafeMode() {
        SafeMode on = mock(SafeMode.class);
        when(on.isOn()).thenReturn(true);
        var publishing = new PublishToChannel(records, publications, channels, channelDesk, on);
        ProcessInstance run = submitted("We are working on it.");
        desk.approve(run, LAWYER, "legal");
        desk.approve(run, ENGINEER, "technology");
        var step = new ExecutionEntity();
        step.setProcessInstance(step);
        assertThatThrownBy(() -> publishing.execute(step))
                .isInstanceOf(NotAccepted.class)
                .hasMessageContaining("/safe-mode");
        assertThat(desk.published(run)).isEmpty();
    }

    @Test
    void aRejectionSendsItBackWithTheReason() {
        ProcessInstance run = submitted("first try");
        desk.approve(run, ENGINEER, "technology");
        desk.reject(run, LAWYER, "legal", "Do not name the supplier.");

        assertThat(desk.task(run).getTaskDefinitionKey()).isEqualTo("User_DraftStatement");
        assertThat(engine.getRuntimeService().getVariable(run.getId(), "verdictComment"))
                .isEqualTo("Legal 法务部: Do not name the supplier.");
        assertThat(desk.published(run)).isEmpty();
    }

    @Test
    void approvalsOfAnEarlierTextDoNotCount() {
        ProcessInstance run = submitted("first try");
        desk.approve(run, ENGINEER, "technology");
        desk.reject(run, LAWYER, "legal", "Shorter.");
        desk.submit(run, AUTHOR, "second try");

        assertThat(records.latest(run.getId()).orElseThrow().version()).isEqualTo(2);
        desk.approve(run, LAWYER, "legal");
        assertThatThrownBy(() -> publishAnyway(run)).hasStackTraceContaining("technology");
        assertThat(desk.published(run)).isEmpty();

        desk.approve(run, ENGINEER, "technology");
        desk.runJobs(run);
        assertThat(desk.published(run)).containsExactly("second try");
    }

    @Test
    void theAuthorCannotApproveHisOwnText() {
        ProcessInstance run = draft(1);
        engine.getIdentityService().createMembership(AUTHOR, "legal");
        desk.submit(run, AUTHOR, "mine");

        assertThatThrownBy(() -> desk.approve(run, AUTHOR, "legal"))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining("You wrote this text; somebody else must approve it.");
        assertThat(desk.taskOf(run, "legal")).isNotNull();
        assertThat(records.approvalsOf(records.latest(run.getId()).orElseThrow()))
                .isEmpty();
    }

    @Test
    void whoeverSubmittedTheVersionIsItsAuthor() {
        ProcessInstance run = submitted("first try");
        desk.reject(run, LAWYER, "legal", "Again.");
        engine.getIdentityService().createMembership(SECOND_AUTHOR, "legal");
        desk.submit(run, SECOND_AUTHOR, "second try");

        assertThatThrownBy(() -> desk.approve(run, SECOND_AUTHOR, "legal")).isInstanceOf(NotAccepted.class);
    }

    @Test
    void nobodyApprovesForAGroupWhoseTaskHeDidNotGet() {
        ProcessInstance run = submitted("text");

        assertThatThrownBy(() -> desk.approve(run, ENGINEER, "legal"))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("it is offered to others");
        assertThatThrownBy(() -> desk.approve(run, ADMIN, "legal")).isInstanceOf(AuthorizationException.class);
        // naming another group in the form does not help either
        desk.complete(ENGINEER, desk.taskOf(run, "technology"), Map.of("verdict", "approve", "approverGroup", "legal"));
        assertThat(records.approvalsOf(records.latest(run.getId()).orElseThrow()))
                .extracting(Approval::group)
                .containsExactly("technology");
    }

    @Test
    void aDeputyAndAnEscalatedGroupMaySpeakForTheGroup() {
        ProcessInstance run = submitted("text");
        var tasks = engine.getTaskService();
        tasks.addCandidateUser(desk.taskOf(run, "legal").getId(), SECOND_AUTHOR);
        tasks.addCandidateGroup(desk.taskOf(run, "technology").getId(), "management");

        desk.approve(run, SECOND_AUTHOR, "legal");
        desk.approve(run, MANAGER, "technology");
        desk.runJobs(run);

        assertThat(desk.published(run)).containsExactly("text");
        assertThat(records.approvalsOf(records.latest(run.getId()).orElseThrow()))
                .extracting(Approval::group, Approval::approver)
                .containsExactly(tuple("legal", SECOND_AUTHOR), tuple("technology", MANAGER));
    }

    @Test
    void aDeputyWhoWasTakenOffTheTaskNoLongerSpeaks() {
        ProcessInstance run = submitted("text");
        String task = desk.taskOf(run, "legal").getId();
        engine.getTaskService().addCandidateUser(task, SECOND_AUTHOR);
        engine.getTaskService().deleteCandidateUser(task, SECOND_AUTHOR);

        assertThatThrownBy(() -> desk.approve(run, SECOND_AUTHOR, "legal")).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void withoutALoginNothingIsSubmittedOrApproved() {
        ProcessInstance run = draft(2);
        engine.getIdentityService().clearAuthentication();
        String draft = desk.task(run).getId();
        assertThatThrownBy(
                        () -> engine.getTaskService().complete(draft, StatementDesk.draft("Title", "标题", "Text", "正文")))
                .hasMessageContaining("Submitting a statement needs a person who is logged in");

        desk.submit(run, AUTHOR, "text");
        String legal = desk.taskOf(run, "legal").getId();
        assertThatThrownBy(() -> engine.getTaskService().complete(legal, Map.of("verdict", "approve")))
                .hasMessageContaining("Approving a statement needs a person who is logged in");
    }

    @Test
    void oneYesDoesNotAnswerForTheNextApprover() {
        ProcessInstance run = submitted("text");
        desk.approve(run, LAWYER, "legal");

        assertThatThrownBy(() -> desk.complete(ENGINEER, desk.taskOf(run, "technology"), Map.of()))
                .isInstanceOf(FormFieldValidationException.class);
        assertThat(records.approvalsOf(records.latest(run.getId()).orElseThrow()))
                .extracting(Approval::group)
                .containsExactly("legal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "maybe", "APPROVE"})
    void aVerdictIsYesOrNo(String verdict) {
        ProcessInstance run = submitted("text");
        assertThatThrownBy(() -> desk.complete(LAWYER, desk.taskOf(run, "legal"), Map.of("verdict", verdict)))
                .isInstanceOf(FormFieldValidationException.class);
        assertThat(records.approvalsOf(records.latest(run.getId()).orElseThrow()))
                .isEmpty();
    }

    @Test
    void aNoNeedsItsReason() {
        ProcessInstance run = submitted("text");
        assertThatThrownBy(() -> desk.reject(run, LAWYER, "legal", "  "))
                .hasMessageContaining("What must be changed? 需要修改什么？): must be filled in");
    }

    @Test
    void aTextChangedBehindTheApproversBackCannotBeApproved() {
        ProcessInstance run = submitted("harmless");
        engine.getRuntimeService().setVariable(run.getId(), "statementTextEn", "something else");

        assertThatThrownBy(() -> desk.approve(run, LAWYER, "legal"))
                .isInstanceOf(NotAccepted.class)
                .hasMessageContaining("is not the text that " + AUTHOR + " submitted");
        desk.reject(run, LAWYER, "legal", "This is not what was submitted.");
        assertThat(desk.task(run).getTaskDefinitionKey()).isEqualTo("User_DraftStatement");
    }

    @Test
    void anApproverCannotSlipInHisOwnText() {
        ProcessInstance run = submitted("harmless");
        // what the form only shows is not taken from whoever sends it
        desk.complete(LAWYER, desk.taskOf(run, "legal"), Map.of("verdict", "approve", "statementTextEn", "mine"));
        desk.approve(run, ENGINEER, "technology");
        desk.runJobs(run);

        assertThat(desk.published(run)).containsExactly("harmless");
    }

    @Test
    void changedVariablesAfterTheApprovalChangeNothingThatGoesOut() {
        ProcessInstance run = submitted("approved text");
        desk.approve(run, LAWYER, "legal");
        desk.approve(run, ENGINEER, "technology");
        engine.getRuntimeService().setVariable(run.getId(), "statementTextEn", "tampered");
        engine.getRuntimeService().setVariable(run.getId(), "statementTitleZh", "篡改");
        desk.runJobs(run);

        assertThat(desk.published(run)).containsExactly("approved text");
    }

    @Test
    void variablesDoNotDecideWhoMustApprove() {
        ProcessInstance run = draft(1);
        var runtime = engine.getRuntimeService();
        runtime.setVariable(run.getId(), "statementKind", "compensation");
        runtime.setVariable(run.getId(), "level", 3);
        runtime.setVariable(run.getId(), "technical", false);
        desk.submit(run, AUTHOR, "text");

        assertThat(records.latest(run.getId()).orElseThrow().approvers())
                .containsExactly("legal", "management", "technology");
    }

    @Test
    void emptyingTheListOfApproversPublishesNothing() {
        ProcessInstance run = submitted("text");
        engine.getRuntimeService().setVariable(run.getId(), "approvers", List.of());

        assertThatThrownBy(() -> publishAnyway(run)).hasStackTraceContaining("legal, technology");
        assertThat(desk.published(run)).isEmpty();
    }

    @Test
    void aTokenPutBehindTheApprovalPublishesNothing() {
        ProcessInstance run = draft(2);
        assertThatThrownBy(() -> publishAnyway(run)).hasStackTraceContaining("nobody has submitted it");

        desk.submit(run, AUTHOR, "text");
        assertThatThrownBy(() -> publishAnyway(run))
                .hasStackTraceContaining("no approval of exactly this text by legal");
        desk.approve(run, LAWYER, "legal");
        assertThatThrownBy(() -> publishAnyway(run)).hasStackTraceContaining("technology");
        assertThat(desk.published(run)).isEmpty();
    }

    /** What an administrator could do in Cockpit: move the token past the people. */
    private void publishAnyway(ProcessInstance run) {
        var runtime = engine.getRuntimeService();
        var jobs = engine.getManagementService();
        List<String> before = jobs.createJobQuery().processInstanceId(run.getId()).list().stream()
                .map(Job::getId)
                .toList();
        runtime.createProcessInstanceModification(run.getId())
                .startBeforeActivity("Service_PublishToChannel")
                .setVariableLocal("channel", "statuspage")
                .execute();
        String job = jobs.createJobQuery().processInstanceId(run.getId()).list().stream()
                .map(Job::getId)
                .filter(id -> !before.contains(id))
                .findFirst()
                .orElseThrow();
        try {
            jobs.executeJob(job);
        } finally {
            runtime.createProcessInstanceModification(run.getId())
                    .cancelAllForActivity("Service_PublishToChannel")
                    .execute();
        }
    }

    @Test
    void anApprovalThatWasTakenBackDoesNotCount() {
        ProcessInstance run = submitted("text");
        desk.approve(run, LAWYER, "legal");
        engine.getRuntimeService()
                .createProcessInstanceModification(run.getId())
                .startBeforeActivity("User_ApproveStatement")
                .setVariableLocal("approverGroup", "legal")
                .execute();
        desk.reject(run, LAWYER, "legal", "I was wrong.");

        assertThat(ApprovedStatement.missing(
                        records.latest(run.getId()).orElseThrow(),
                        records.approvalsOf(records.latest(run.getId()).orElseThrow())))
                .contains("legal");
        assertThatThrownBy(() -> publishAnyway(run)).hasStackTraceContaining("legal");
    }

    @Test
    void aWithdrawnStatementStaysIn() {
        ProcessInstance run = draft(2);
        desk.complete(AUTHOR, desk.task(run), Map.of("draftDecision", "withdraw"));

        assertThat(records.latest(run.getId()).orElseThrow().withdrawn()).isTrue();
        assertThat(desk.ended(run, "End_Withdrawn")).isTrue();
        assertThatThrownBy(() -> publishToChannel.publish(run.getId(), "statuspage"))
                .isInstanceOf(NotApproved.class);
        assertThat(desk.published(run)).isEmpty();
    }

    @Test
    void publishingTwiceIsPublishingOnce() {
        ProcessInstance run = submitted("once");
        desk.approve(run, LAWYER, "legal");
        desk.approve(run, ENGINEER, "technology");
        engine.getRuntimeService()
                .createProcessInstanceModification(run.getId())
                .startBeforeActivity("Service_PublishToChannel")
                .setVariableLocal("channel", "statuspage")
                .execute();
        desk.runJobs(run);

        assertThat(desk.published(run)).containsExactly("once");
    }

    @Test
    void aChannelThatDoesNotExistIsAPersonsTask() {
        ProcessInstance run = submitted("text");
        desk.approve(run, LAWYER, "legal");
        desk.approve(run, ENGINEER, "technology");
        engine.getRuntimeService()
                .createProcessInstanceModification(run.getId())
                .startBeforeActivity("Service_PublishToChannel")
                .setVariableLocal("channel", "fax")
                .execute();
        desk.runJobs(run);

        assertThat(desk.published(run)).containsExactly("text");
        Task byHand = desk.taskOf(run, "publicRelations");
        assertThat(byHand.getTaskDefinitionKey()).isEqualTo("User_PublishByHand");
        assertThat(engine.getTaskService().getVariable(byHand.getId(), "channelProblem"))
                .asString()
                .startsWith("There is no channel 'fax'; enabled are affected, ");
    }

    @Test
    void cancelledTasksRecordNothing() {
        ProcessInstance run = submitted("text");
        engine.getRuntimeService().deleteProcessInstance(run.getId(), "called off");
        assertThat(records.approvalsOf(records.latest(run.getId()).orElseThrow()))
                .isEmpty();
        assertThat(records.latest(run.getId()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void theServerChecksWhatTheDraftFormPromises() {
        ProcessInstance run = draft(2);
        assertRefused(run, "statementTitleEn", " ", "英文标题");
        assertRefused(run, "statementTextZh", "", "中文正文");
        assertRefused(run, "statementTitleZh", "长".repeat(201), "200");
        assertRefused(run, "statementTextEn", "a".repeat(3501), "3500");
        assertRefused(run, "statementTextEn", "a\u0000b", "control characters");
        assertRefused(run, "statementTextEn", "pay \u202Enot\u202C", "invisible control characters");
        assertRefused(run, "statementTextEn", "Facts: [please add: what]", "still contains '[please add: what]'");
        assertRefused(run, "statementTextZh", "事实：【请补充：内容】", "still contains");
        assertRefused(run, "statementTextEn", 7, "must be a text");
        assertRefused(run, "draftDecision", "perhaps", "must be one of");
        assertThat(records.latest(run.getId()).orElseThrow().version()).isZero();
    }

    private void assertRefused(ProcessInstance run, String field, Object value, String sentence) {
        Map<String, Object> fields = new HashMap<>(StatementDesk.draft("Title", "标题", "Text", "正文"));
        fields.put(field, value);
        assertThatThrownBy(() -> desk.complete(AUTHOR, desk.task(run), fields))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void textsAreTakenLiterally() {
        ProcessInstance run = draft(2);
        String text = "<script>alert(1)</script> ${runtimeService} #{x} [(${title})] {{constructor}}";
        desk.submit(run, AUTHOR, text);
        desk.approve(run, LAWYER, "legal");
        desk.approve(run, ENGINEER, "technology");
        desk.runJobs(run);
        assertThat(desk.published(run)).containsExactly(text);
    }

    @Test
    void lineEndsOfBrowsersDoNotMakeAnotherText() {
        ProcessInstance run = submitted("one\r\ntwo\n");
        assertThat(engine.getRuntimeService().getVariable(run.getId(), "statementTextEn"))
                .isEqualTo("one\ntwo");
        engine.getRuntimeService().setVariable(run.getId(), "statementTextEn", "one\r\ntwo");
        desk.approve(run, LAWYER, "legal");
        assertThat(records.approvalsOf(records.latest(run.getId()).orElseThrow()))
                .hasSize(1);
    }

    @Test
    void theHashCoversAllFourPartsAndTheirBorders() {
        var text = new StatementText("ab", "c", "d", "e");
        assertThat(List.of(
                        new StatementText("a", "bc", "d", "e"),
                        new StatementText("ab", "c", "de", ""),
                        new StatementText("ab", "c", "e", "d"),
                        new StatementText("ab", "x", "d", "e")))
                .allSatisfy(other -> assertThat(hash(other)).isNotEqualTo(hash(text)));
    }

    @Test
    void theHashCoversWhatTheTextIsSaidAbout() {
        var text = new StatementText("ab", "c", "d", "e");
        assertThat(Set.of(
                        text.hash("CR-2026-0001", StatementKind.FIRST, 1),
                        text.hash("CR-2026-0002", StatementKind.FIRST, 1),
                        text.hash("CR-2026-0001", StatementKind.FIRST, 2),
                        text.hash("CR-2026-0001", StatementKind.of("all-clear"), 1)))
                .hasSize(4);
    }

    private static String hash(StatementText text) {
        return text.hash("CR-2026-0001", StatementKind.FIRST, 1);
    }
}
