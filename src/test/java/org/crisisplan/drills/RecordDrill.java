package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Crisis.Outcome;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.Actor;
import org.crisisplan.crisis.record.CrisisRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the record of a crisis says afterwards: who did what, what stood there before, and that nobody changed it. */
class RecordDrill extends Drill {

    @Autowired
    CrisisRecord record;

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
        answers("User_VerifyReport", "technical", true, "leakedUsers", 20_000, "leakConfirmed", "yes");
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
        Act last = acts().get(acts().size() - 1);
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
        teamWorksUntil("User_SampleUsers");
        answers("User_SampleUsers", "widespreadComplaints", "no");
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
