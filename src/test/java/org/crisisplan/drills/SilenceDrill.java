package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;

/** Nobody does anything: a level 2 crisis unanswered for 48 hours (R25), and signatures that are missing (R42). */
class SilenceDrill extends Drill {

    @Test
    void aLevel2CrisisThatNobodyAnswersFor48Hours() {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().level()).isEqualTo(2);
        assertThat(deadline("respond").due()).isEqualTo(now().plus(Duration.ofHours(48)));

        passes("PT25H");
        assertThat(mails("clock-near")).isPositive();
        assertThat(mails("clock-missed")).isZero();
        Task technical = theTask("User_InvestigateFault");
        assertThat(technical.getDueDate()).isEqualTo(java.util.Date.from(MONDAY.plus(Duration.ofHours(24))));
        assertThat(tasks.getIdentityLinksForTask(technical.getId()))
                .extracting(IdentityLink::getUserId)
                .contains("content");

        passes("PT24H");
        assertThat(mails("clock-missed")).isPositive();
        assertThat(deadline("respond").metAt()).isNull();
        assertThat(deadline("respond").due()).isBefore(now());
    }

    /** Who is woken every quarter of an hour for each task soon reads none of it; only the alert itself goes out that often. */
    @Test
    void aLevel1CrisisThatNobodyTouchesDoesNotDrownThoseItCalls() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        long alerts = mails("management-alert");

        passes("PT2H");
        assertThat(mails("management-alert") - alerts)
                .as("every 15 minutes, to management and its deputy")
                .isEqualTo(2 * 8);
        assertThat(mails("deadline-missed"))
                .as("hourly, and every half hour for the first words and the containment")
                .isBetween(2L * 5, 40L);
        assertThat(mails()).as("in two hours, to eight people").isLessThanOrEqualTo(80);
        assertThat(tasks.getIdentityLinksForTask(
                        theTask("User_InvestigateFault").getId()))
                .extracting(IdentityLink::getUserId)
                .contains("content");
    }

    @Test
    void aMissingSignatureGoesToTheDeputy() {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_SignActivation");
        answer(theTask("User_SignActivation", "publicRelations"));
        answer(theTask("User_SignActivation", "technology"));
        Task legal = theTask("User_SignActivation", "legal");

        passes("PT49H");
        assertThat(tasks.getIdentityLinksForTask(legal.getId()))
                .extracting(IdentityLink::getUserId)
                .contains("finance");

        answerAs("finance", legal);
        assertThat(timesDone("Service_FormTeam")).isEqualTo(1);
    }

    @Test
    void anObjectionIsDecidedByManagement() {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_SignActivation");
        answer(
                theTask("User_SignActivation", "legal"),
                "signature",
                "object",
                "signatureComment",
                "The regulator must be told first.");
        answers("User_DecideOnObjection", "objectionDecision", "repeat");
        assertThat(open("User_SignActivation")).hasSize(3);
        open("User_SignActivation").forEach(this::answer);
        assertThat(timesDone("Service_FormTeam")).isEqualTo(1);
    }

    private long mails() {
        return sql.sql("select count(*) from delivery where number = ?")
                .param(number)
                .query(Long.class)
                .single();
    }
}
