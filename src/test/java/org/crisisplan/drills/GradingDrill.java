package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.junit.jupiter.api.Test;

/** What the level does while a crisis runs (R24-R32): false alarm, department case, upgrade in flight, downgrade with consent. */
class GradingDrill extends Drill {

    @Test
    void aFalseAlarmEndsWithItsReasonKept() {
        reported("Login is slow", Kind.TECHNICAL, facts());
        answers("User_VerifyReport", "isCrisis", "no", "falseAlarmReason", "A test of the load balancer.");

        assertThat(crisis().phase()).isEqualTo(Phase.FALSE_ALARM);
        assertThat(openTasks()).isEmpty();
        assertThat(history.createHistoricVariableInstanceQuery()
                        .variableName("falseAlarmReason")
                        .processInstanceIdIn(instancesOfTheCase().toArray(String[]::new))
                        .singleResult()
                        .getValue())
                .isEqualTo("A test of the load balancer.");
    }

    @Test
    void aLevel3CaseIsClosedByItsDepartment() {
        reported("One picture is missing", Kind.CONTENT, facts());
        answers("User_VerifyReport", "content", true);
        assertThat(crisis().level()).isEqualTo(3);
        assertThat(crisis().reasons()).extracting("clause").containsExactly("R26");
        assertThat(crisis().phase()).isEqualTo(Phase.DEPARTMENTAL);
        assertThat(groupsOf(theTask("User_HandleCase"))).containsExactly("contentReview");

        answers("User_HandleCase");
        assertThat(crisis().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void aLevel3CaseBecomesLevel1WithoutLosingItsHistory() {
        reported("Some users see other users' orders", Kind.TECHNICAL, facts("leakedUsers", 40));
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().phase()).isEqualTo(Phase.DEPARTMENTAL);

        passes("PT30H");
        newFacts(facts("leakedUsers", 20_000));
        assertThat(crisis().level()).isEqualTo(1);
        assertThat(crisis().phase()).isEqualTo(Phase.ASSESSING);
        assertThat(open("User_HandleCase")).isEmpty();
        assertThat(open("User_AcknowledgeAlert")).hasSize(1);
        assertThat(deadline("respond").due()).isEqualTo(now().plus(Duration.ofHours(1)));
        assertThat(history.createHistoricActivityInstanceQuery()
                        .activityId("User_HandleCase")
                        .canceled()
                        .list())
                .anyMatch(step -> instancesOfTheCase().contains(step.getProcessInstanceId()));
    }

    @Test
    void theDepartmentHandsItsCaseBackAsWorse() {
        reported("Some users see other users' orders", Kind.TECHNICAL, facts("leakedUsers", 40));
        answers("User_VerifyReport", "technical", true);
        answers("User_HandleCase", "caseResult", "worse", "widespreadComplaints", "yes");
        assertThat(crisis().level()).isEqualTo(2);
        assertThat(crisis().phase()).isEqualTo(Phase.ASSESSING);
    }

    @Test
    void fourHoursPassAndTheLevelRisesByItself() {
        reported(
                "Payment is down in one province",
                Kind.TECHNICAL,
                facts("keyBusiness", "payment", "downtimeHours", 3.5, "outageScope", "regional"));
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().level()).isEqualTo(3);

        passes("PT30M");
        assertThat(crisis().level()).as("exactly four hours are not over four").isEqualTo(3);
        passes("PT6M");
        assertThat(crisis().level()).isEqualTo(2);
        assertThat(crisis().reasons()).extracting("clause").containsExactly("R30");
        assertThat(crisis().phase()).isEqualTo(Phase.ASSESSING);
    }

    @Test
    void anOutageThatIsOverGrowsNoMore() {
        reported(
                "Payment was down in one province",
                Kind.TECHNICAL,
                facts("keyBusiness", "payment", "downtimeHours", 3.5, "outageScope", "regional", "outageOver", true));
        answers("User_VerifyReport", "technical", true);
        passes("PT3H");
        assertThat(crisis().level()).isEqualTo(3);
    }

    @Test
    void aBetterLevelNeedsAPersonsConsent() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 20_000));
        answers("User_VerifyReport", "technical", true);
        newFacts(facts("leakedUsers", 500, "widespreadComplaints", true));
        assertThat(crisis().level()).as("nobody consented yet").isEqualTo(1);

        answers("User_ConsentToDowngrade");
        assertThat(crisis().level()).isEqualTo(2);
        assertThat(crisis().reasons()).extracting("clause").containsExactly("R25");
    }

    @Test
    void withoutConsentTheWorseLevelStays() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 20_000));
        answers("User_VerifyReport", "technical", true);
        newFacts(facts("leakedUsers", 500));
        answers("User_ConsentToDowngrade", "consent", "no");
        assertThat(crisis().level()).isEqualTo(1);
    }

    @Test
    void theAssessmentFindsThatTheDepartmentSuffices() {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_MeasureVolume");
        newFacts(facts("widespreadComplaints", false));
        answers("User_ConsentToDowngrade", "consent", "no");
        teamWorksUntil("User_ConsentToDowngrade");
        answers("User_ConsentToDowngrade");
        assertThat(crisis().level()).isEqualTo(3);
        assertThat(crisis().phase()).isEqualTo(Phase.DEPARTMENTAL);
    }

    @Test
    void whoDeclinedIsNotAskedAgainByTheClock() {
        reported(
                "Complaints about payment in one province",
                Kind.TECHNICAL,
                facts(
                        "widespreadComplaints",
                        true,
                        "keyBusiness",
                        "payment",
                        "downtimeHours",
                        1,
                        "outageScope",
                        "regional"));
        answers("User_VerifyReport", "technical", true);
        newFacts(facts("widespreadComplaints", false));
        answers("User_ConsentToDowngrade", "consent", "no");
        long graded = timesDone("Rule_GradeCrisis");

        passes("PT1H");
        assertThat(timesDone("Rule_GradeCrisis")).isGreaterThan(graded);
        assertThat(open("User_ConsentToDowngrade")).isEmpty();
        assertThat(crisis().level()).isEqualTo(2);
    }

    @Test
    void whoIsAskedConsentsToWhatIsKnownByThen() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 20_000));
        answers("User_VerifyReport", "technical", true);
        newFacts(facts("leakedUsers", 500));
        Task asked = theTask("User_ConsentToDowngrade");
        assertThat(shown(asked, "gradedLevel")).isEqualTo(3);

        newFacts(facts("leakedUsers", 30_000));
        assertThat(theTask("User_ConsentToDowngrade").getId())
                .as("nobody else is asked")
                .isEqualTo(asked.getId());
        assertThat(shown(asked, "gradedLevel")).isEqualTo(1);

        answer(asked);
        assertThat(crisis().level()).isEqualTo(1);
    }

    @Test
    void aWorseLevelShortensTheResponseAndAlertsManagementOnce() {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        passes("PT2H");
        newFacts(facts("leakedUsers", 20_000));
        assertThat(crisis().level()).isEqualTo(1);
        newFacts(facts("leakedUsers", 40_000));
        assertThat(timesDone("Service_AlertManagement")).isEqualTo(1);
        assertThat(mails("clock-missed")).isZero();

        answers("User_AcknowledgeAlert");
        passes("PT61M");
        assertThat(mails("clock-missed")).isPositive();

        teamWorksUntil("User_SignActivation");
        assertThat(shown(open("User_SignActivation").get(0), "managementInstruction"))
                .isEqualTo("Put users first.");
    }
}
