package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Crisis.Outcome;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.Actor;
import org.crisisplan.crisis.record.CrisisRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What the record of a crisis says afterwards: who did what, what stood there before, and that nobody changed it. */
class RecordDrill extends Drill {

    @Autowired
    CrisisRecord record;

    @Autowired
    RepositoryService repository;

    @Autowired
    TransactionTemplate transactions;

    @AfterEach
    void theRecordIsWhole() {
        assertThat(record.firstBroken(number)).isEmpty();
        assertThat(acts())
                .extracting(Act::seq)
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, record.count(number))
                        .boxed()
                        .toList());
    }

    @Test
    void aLeakFromTheReportToTheArchive() {
        reported("Customer data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 200, "leakConfirmed", false));
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 20_000, "leakConfirmed", "unknown");
        teamWorksToTheEnd();

        Act reported = acts().get(0);
        assertThat(reported.kind()).isEqualTo(ActKind.REPORTED);
        assertThat(reported.words()).containsEntry("title", "Customer data offered for sale");

        Act told = acts(ActKind.FACT_TOLD, "leakedUsers").get(1);
        assertThat(told.before()).isEqualTo(Map.of("value", 200));
        assertThat(told.after()).isEqualTo(Map.of("value", 20_000));
        assertThat(told.actor().id()).isEqualTo("pr");
        assertThat(told.actor().groups()).contains("publicRelations");

        Act verified = acts(ActKind.TASK_COMPLETED, "User_VerifyReport").get(0);
        assertThat(verified.actor().kind()).isEqualTo(Actor.Kind.PERSON);
        assertThat(verified.after()).containsEntry("isCrisis", "yes");
        assertThat(Objects.requireNonNull(verified.step()).clause()).isNotBlank();
        assertThat(acts(ActKind.TASK_OFFERED, "User_VerifyReport").get(0).after())
                .containsKey("groups");

        assertThat(acts(ActKind.SIGNED)).hasSize(3).allMatch(act -> act.actor().kind() == Actor.Kind.PERSON);
        assertThat(acts(ActKind.STATEMENT_JUDGED))
                .isNotEmpty()
                .allMatch(act -> act.after().containsKey("textHash"));
        assertThat(acts(ActKind.STATEMENT_PUBLISHED)).isNotEmpty();
        assertThat(crises.milestonesOf(number))
                .containsKeys(
                        "opened", "verified", "graded", "activated", "first-word", "recovered", "ended", "reviewed");
        assertThat(acts(ActKind.TEAM_FORMED)).hasSize(1);
        assertThat(crises.promisesOf(number)).isNotEmpty().allMatch(promise -> !promise.isRunning());
        // what the mail server says of the last mails comes when it comes
        Act last = acts().stream()
                .filter(act -> act.kind() != ActKind.MAIL_SENT)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(last.kind()).isEqualTo(ActKind.PHASE_ENTERED);
        assertThat(last.after()).isEqualTo(Map.of("phase", "closed"));
    }

    @Test
    void eachGradeStaysWithTheFactsItWasGivenFor() {
        reported("Some users see other users' orders", Kind.TECHNICAL, facts("leakedUsers", 40));
        answers("User_VerifyReport", "technical", true);
        newFacts(facts("leakedUsers", 20_000));
        newFacts(facts("leakedUsers", 500));
        answers("User_ConsentToDowngrade");

        assertThat(crisis().level()).isEqualTo(3);
        assertThat(crises.gradesOf(number))
                .extracting(Crisis.Grade::level, grade -> grade.facts().get("leakedUsers"))
                .containsSubsequence(tuple(3, 40), tuple(1, 20_000), tuple(3, 500));
        assertThat(crises.gradesOf(number).stream()
                        .filter(grade -> grade.level() == 1)
                        .flatMap(grade -> grade.reasons().stream())
                        .map(Crisis.Reason::clause))
                .containsExactly("R28");
        assertThat(acts(ActKind.TASK_COMPLETED, "User_ConsentToDowngrade")
                        .get(0)
                        .after())
                .containsEntry("consent", "yes");
        assertThat(acts(ActKind.GRADED))
                .extracting(act -> act.after().get("level"))
                .contains(3, 1);
    }

    @Test
    void aMissedPromiseStaysMissedWhenAnotherTakesItsPlace() {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        Instant due = deadline("respond").due();
        passes(Duration.between(now(), due).plusHours(1).toString());
        teamWorksUntil("User_MeasureVolume");
        newFacts(facts("widespreadComplaints", false));
        answers("User_ConsentToDowngrade", "consent", "no");
        teamWorksUntil("User_ConsentToDowngrade");
        answers("User_ConsentToDowngrade");
        assertThat(crisis().phase()).isEqualTo(Phase.DEPARTMENTAL);
        newFacts(facts("leakedUsers", 30_000));
        assertThat(crisis().level()).isEqualTo(1);

        List<Crisis.Deadline> responding = crises.promisesOf(number).stream()
                .filter(promise -> promise.what().equals("respond"))
                .toList();
        assertThat(responding.get(0).outcome()).isEqualTo(Outcome.MISSED);
        assertThat(acts(ActKind.ESCALATED))
                .isNotEmpty()
                .allMatch(act -> act.actor().kind() == Actor.Kind.TIMER);
        assertThat(acts(ActKind.REMINDED)).isNotEmpty();
        assertThat(acts(ActKind.MAIL_SENT)).isNotEmpty();
        assertThat(responding.get(1).isRunning()).isTrue();
        assertThat(responding.get(1).due()).isEqualTo(now().plus(Duration.ofHours(1)));
        Act missed = acts(ActKind.PROMISE_MISSED, "respond").get(0);
        assertThat(missed.before()).isEqualTo(Map.of("due", due.toString()));
    }

    @Test
    void whoDeletesTheProcessesOfACrisisCancelsIt() {
        reported("Payment is down", Kind.TECHNICAL, facts("downtimeHours", 5.0, "keyBusiness", "payment"));
        answers("User_VerifyReport", "technical", true);
        String root = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number, "crisis-response")
                .singleResult()
                .getId();

        as("admin");
        runtime.deleteProcessInstance(root, "opened twice by mistake");
        identities.clearAuthentication();

        assertThat(crisis().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(crisis().closedAt()).isNotNull();
        assertThat(openTasks()).isEmpty();
        assertThat(crises.open()).extracting(Crisis::number).doesNotContain(number);
        assertThat(acts(ActKind.INTERVENED))
                .hasSize(1)
                .allMatch(act -> act.actor().id().equals("admin"));
        Act cancelled = acts(ActKind.CANCELLED).get(0);
        assertThat(cancelled.actor().id()).isEqualTo("admin");
        assertThat(cancelled.words()).containsEntry("reason", "opened twice by mistake");
        assertThat(crises.deadlinesOf(number))
                .extracting(Crisis.Deadline::outcome)
                .containsOnly(Outcome.VOID);
    }

    @Test
    void noReasonIsNeededToCancel() {
        reported("Payment is down", Kind.TECHNICAL, facts());
        String root = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number, "crisis-response")
                .singleResult()
                .getId();

        as("admin");
        runtime.deleteProcessInstance(root, null);
        identities.clearAuthentication();

        assertThat(crisis().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(acts(ActKind.CANCELLED)).hasSize(1);
    }

    @Test
    void whatAdministratorsDoToAllInstancesIsInTheRecordOfEachCrisis() {
        reported("Search is down", Kind.TECHNICAL, facts());
        String other = number;
        reported("Payment is down", Kind.TECHNICAL, facts());
        String root = root(number);

        as("admin");
        repository.suspendProcessDefinitionByKey("crisis-response", true, null);
        repository.activateProcessDefinitionByKey("crisis-response", true, null);
        runtime.updateProcessInstanceSuspensionState()
                .byProcessDefinitionKey("crisis-response")
                .suspend();
        runtime.updateProcessInstanceSuspensionState()
                .byProcessInstanceQuery(runtime.createProcessInstanceQuery().processInstanceId(root))
                .activate();
        String definition = management
                .createJobDefinitionQuery()
                // not of another version, which another drill may have deployed
                .processDefinitionId(runtime.createProcessInstanceQuery()
                        .processInstanceId(root)
                        .singleResult()
                        .getProcessDefinitionId())
                .list()
                .get(0)
                .getId();
        management.suspendJobDefinitionById(definition, true);
        management.activateJobDefinitionById(definition, true);
        repository.suspendProcessDefinitionByKey("crisis-response", false, null);
        repository.activateProcessDefinitionByKey("crisis-response", false, null);
        identities.clearAuthentication();

        assertThat(acts(ActKind.INTERVENED))
                .extracting(Act::subject)
                .containsExactly(
                        "SuspendProcessDefinitionCmd",
                        "ActivateProcessDefinitionCmd",
                        "SuspendProcessInstanceCmd",
                        "UpdateProcessInstancesSuspendStateCmd",
                        "SuspendJobDefinitionCmd",
                        "ActivateJobDefinitionCmd");
        assertThat(acts(ActKind.INTERVENED)).allMatch(act -> act.actor().id().equals("admin"));
        String crisis = number;
        number = other;
        assertThat(acts(ActKind.INTERVENED))
                .extracting(Act::subject)
                .contains("SuspendProcessDefinitionCmd", "SuspendProcessInstanceCmd")
                .doesNotContain("UpdateProcessInstancesSuspendStateCmd");
        runtime.deleteProcessInstance(root(other), "drill over");
        number = crisis;
    }

    @Test
    void whatAdministratorsDoByBatchIsInTheRecordOfEachCrisisItIsDoneTo() {
        reported("Search is down", Kind.TECHNICAL, facts());
        String other = number;
        reported("Payment is down", Kind.TECHNICAL, facts());

        as("admin");
        var batch = runtime.deleteProcessInstancesAsync(List.of(root(number)), "opened twice by mistake");
        management.suspendBatchById(batch.getId());
        management.activateBatchById(batch.getId());
        identities.clearAuthentication();

        assertThat(acts(ActKind.INTERVENED))
                .extracting(Act::subject)
                .containsExactly("DeleteProcessInstanceBatchCmd", "SuspendBatchCmd", "ActivateBatchCmd");
        assertThat(acts(ActKind.INTERVENED).get(0).words().get("told").toString())
                .contains("opened twice by mistake");

        as("admin");
        management.executeJob(management
                .createJobQuery()
                .jobDefinitionId(batch.getSeedJobDefinitionId())
                .singleResult()
                .getId());
        management.suspendBatchById(batch.getId());
        identities.clearAuthentication();
        assertThat(acts(ActKind.INTERVENED))
                .extracting(Act::subject)
                .as("once its jobs are made, they say what it is about")
                .endsWith("SuspendBatchCmd")
                .hasSize(4);

        management.deleteBatch(batch.getId(), true);
        String crisis = number;
        number = other;
        assertThat(acts(ActKind.INTERVENED)).isEmpty();
        runtime.deleteProcessInstance(root(other), "drill over");
        number = crisis;
    }

    @Test
    void whatTheMailServerSaysWhenAllIsOverIsInTheRecordAllTheSame() {
        reported("Payment is down", Kind.TECHNICAL, facts("downtimeHours", 5.0, "keyBusiness", "payment"));
        mails.stop();
        answers("User_VerifyReport", "technical", true);
        runtime.deleteProcessInstance(root(number), "opened twice by mistake");
        int sent = acts(ActKind.MAIL_SENT).size();
        int written = acts().size();
        assertThat(crisis().closedAt()).isNotNull();

        mails.start();
        passes("PT1H");

        assertThat(acts(ActKind.MAIL_SENT)).hasSizeGreaterThan(sent);
        assertThat(acts().subList(written, acts().size())).extracting(Act::kind).containsOnly(ActKind.MAIL_SENT);
    }

    @Test
    void aCrisisThatIsOverIsNotRunAgain() {
        reported("Payment is down", Kind.TECHNICAL, facts());
        String root = root(number);
        runtime.deleteProcessInstance(root, "opened twice by mistake");
        String definition = history.createHistoricProcessInstanceQuery()
                .processInstanceId(root)
                .singleResult()
                .getProcessDefinitionId();

        assertThatThrownBy(() -> runtime.restartProcessInstances(definition)
                        .startBeforeActivity("User_VerifyReport")
                        .processInstanceIds(root)
                        .execute())
                .hasStackTraceContaining("is over");
        assertThat(roots()).isZero();
    }

    /** On PostgreSQL, the second waits for what becomes of the first. */
    @Test
    void ofTwoRootsThatAreStartedAtOnceOneRuns() throws Exception {
        reported("Payment is down", Kind.TECHNICAL, facts());
        String definition = runtime.createProcessInstanceQuery()
                .processInstanceId(root(number))
                .singleResult()
                .getProcessDefinitionId();
        number = transactions.execute(begun -> {
            String next = crises.nextNumber();
            crises.open(
                    next,
                    new CrisisReport("Search is down", "No answers", Set.of(Kind.TECHNICAL), Map.of()),
                    List.of(),
                    crisis().planVersion());
            return next;
        });
        var together = new CyclicBarrier(2);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> both = List.of(
                    nodes.submit(() -> starts(definition, together)), nodes.submit(() -> starts(definition, together)));
            assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(true, false);
        } finally {
            nodes.shutdownNow();
        }
        assertThat(roots()).isOne();
        assertThat(openTasks()).hasSize(1);
    }

    private boolean starts(String definition, CyclicBarrier together) throws Exception {
        together.await();
        try {
            runtime.createProcessInstanceById(definition)
                    .businessKey(number)
                    .startBeforeActivity("User_VerifyReport")
                    .execute();
            return true;
        } catch (ProcessEngineException anotherIsThere) {
            return false;
        }
    }

    private long roots() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .count();
    }

    private String root(String crisis) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(crisis, "crisis-response")
                .singleResult()
                .getId();
    }

    private List<Act> acts() {
        return record.of(number, 0, 10_000);
    }

    private List<Act> acts(ActKind kind) {
        return acts().stream().filter(act -> act.kind() == kind).toList();
    }

    private List<Act> acts(ActKind kind, String subject) {
        return acts(kind).stream().filter(act -> act.subject().equals(subject)).toList();
    }
}
