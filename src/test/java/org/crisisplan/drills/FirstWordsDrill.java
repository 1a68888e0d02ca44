package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Phase;
import org.junit.jupiter.api.Test;

/** R45 R46: the public hears from us minutes after a report is verified, and is not told more often than there is something to tell. */
class FirstWordsDrill extends Drill {

    @Test
    void oneApprovalAfterTheVerificationTheHoldingWordsAreOut() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        assertThat(open("User_ApproveStatement"))
                .as("before anybody verified it")
                .isEmpty();
        answers("User_VerifyReport", "technical", true);

        Task approval = theTask("User_ApproveStatement");
        assertThat(groupsOf(approval)).containsExactly("legal");
        assertThat(open("User_DraftStatement")).as("the wording is there").isEmpty();
        assertThat(deadline("holding-statement").due())
                .as("half an hour from when we knew")
                .isEqualTo(MONDAY.plus(Duration.ofMinutes(30)));
        passes("PT5M");
        answer(approval);

        assertThat(kindsPublished()).containsExactly("holding");
        assertThat(crises.moment(number, Milestones.FIRST_WORD)).contains(MONDAY.plus(Duration.ofMinutes(5)));
        assertThat(deadline("holding-statement").metAt()).isEqualTo(MONDAY.plus(Duration.ofMinutes(5)));
        assertThat(crisis().phase()).isEqualTo(Phase.ASSESSING);
    }

    @Test
    void whatMakesTheDamageGrowIsStoppedAtTheVerification() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().phase()).isEqualTo(Phase.ASSESSING);
        assertThat(groupsOf(theTask("User_IsolateFault"))).containsExactly("technology");
        assertThat(open("User_SampleUsers"))
                .as("may wait until the response runs")
                .isEmpty();
        assertThat(open("User_EstimateLoss")).isEmpty();

        teamWorksUntil("User_RepairService");
        assertThat(open("User_SampleUsers")).hasSize(1);
        assertThat(open("User_EstimateLoss")).hasSize(1);
    }

    @Test
    void rejectedHoldingWordsAreDraftedByAPerson() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        answers("User_ApproveStatement", "verdict", "reject", "verdictComment", "Say which service.");
        answers("User_DraftStatement", "statementTextEn", "Logging in fails. Please change your password.");
        assertThat(groupsOf(theTask("User_ApproveStatement"))).containsExactly("legal");
        answers("User_ApproveStatement");
        assertThat(sql.sql("select text_en from status_post where crisis = ?")
                        .param(number)
                        .query(String.class)
                        .single())
                .isEqualTo("Logging in fails. Please change your password.");
    }

    @Test
    void aLevel3CaseSaysNothingToThePublic() {
        reported("One page is slow", Kind.TECHNICAL, facts());
        answers("User_VerifyReport", "technical", true);
        assertThat(openTasks()).extracting(Task::getTaskDefinitionKey).containsExactly("User_HandleCase");
        answers("User_HandleCase");
        assertThat(crisis().phase()).isEqualTo(Phase.CLOSED);
        assertThat(kindsPublished()).isEmpty();
    }

    /** Where the plan would stay silent, somebody of the team may ask for the holding statement; it goes to its one reviewer at once. */
    @Test
    void ofALevel3CaseTheHoldingStatementIsMadeWhenSomebodyAsksForIt() {
        reported("One page is slow", Kind.TECHNICAL, facts());
        answers("User_VerifyReport", "technical", true);
        assertThat(plan.requestStatement(number)).isTrue();
        runDueJobs();
        assertThat(groupsOf(theTask("User_ApproveStatement"))).containsExactly("legal");
        answers("User_ApproveStatement");
        assertThat(kindsPublished()).containsExactly("holding");

        answers("User_HandleCase");
        teamWorksToTheEnd();
        assertThat(kindsPublished()).containsExactly("holding", "all-clear");
    }

    @Test
    void whoWasToldOfItIsToldOfItsEndAlsoIfADepartmentSettlesIt() {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        answers("User_ApproveStatement");
        newFacts(facts("widespreadComplaints", false));
        answers("User_ConsentToDowngrade");
        teamWorksUntil("User_HandleCase");
        answers("User_HandleCase");
        assertThat(crisis().phase()).isEqualTo(Phase.DEPARTMENTAL);
        teamWorksToTheEnd();
        assertThat(kindsPublished()).containsExactly("holding", "all-clear");
    }

    /** An update without news needs one person; as soon as somebody said something new, it is drafted and read by all. */
    @Test
    void withoutNewsAnUpdateIsOneApproval() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_DraftStatement");
        answers("User_DraftStatement");
        open("User_ApproveStatement").forEach(this::answer);
        assertThat(kindsPublished()).containsExactly("holding", "first");

        passes("PT2H");
        assertThat(groupsOf(theTask("User_ApproveStatement"))).containsExactly("legal");
        answers("User_ApproveStatement");
        assertThat(kindsPublished()).containsExactly("holding", "first", "no-change");

        passes("PT10M");
        newFacts(facts("leakedUsers", 7_000_000));
        passes("PT2H");
        assertThat(open("User_DraftStatement")).hasSize(1);
    }

    /** R50: the running log on the crisis page; only who writes nothing in it is asked, in time for the hour. */
    @Test
    void whoLogsTheProgressInTimeIsNotAskedForIt() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_RepairService");
        passes("PT40M");
        logs("The hole is found.");
        passes("PT40M");
        assertThat(open("User_ReportTechnicalProgress"))
                .as("forty minutes after the last entry")
                .isEmpty();

        passes("PT10M");
        Task asked = theTask("User_ReportTechnicalProgress");
        assertThat(Duration.between(now(), asked.getDueDate().toInstant()))
                .as("an hour after the last entry")
                .isEqualTo(Duration.ofMinutes(10));
        logs("The hole is closed on two of three servers.");
        assertThat(open("User_ReportTechnicalProgress"))
                .as("the log answers it")
                .isEmpty();
        assertThat(crises.factsOf(number).get("progressReport").value())
                .isEqualTo("The hole is closed on two of three servers.");

        passes("PT45M");
        answers("User_ReportTechnicalProgress", "progressReport", "All servers are safe.");
        passes("PT30M");
        assertThat(open("User_ReportTechnicalProgress")).isEmpty();
    }

    /** Three days in which the team repairs, logs what it does, and the public is told every two hours that there is no news. */
    @Test
    void threeQuietDaysOfALevel1CrisisAreNotTwoHundredTasks() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_RepairService");
        for (int halfHour = 0; halfHour < 2 * 72; halfHour++) {
            logs("Server " + halfHour + " is checked.");
            for (Task open : openTasks()) {
                if (!open.getTaskDefinitionKey().equals("User_RepairService")) {
                    answer(open);
                }
            }
            passes("PT30M");
        }
        teamWorksToTheEnd();

        long asked = history.createHistoricTaskInstanceQuery()
                .processInstanceBusinessKey(number)
                .count();
        System.out.println("A quiet level 1 crisis of 72 hours: " + asked + " tasks, "
                + kindsPublished().size() + " statements");
        assertThat(kindsPublished()).filteredOn("no-change"::equals).hasSizeGreaterThan(30);
        assertThat(asked).isLessThanOrEqualTo(90);
    }

    /** R45: whoever approves an update without news reads the log; if there is news in it, all read what is written about it. */
    @Test
    void whoFindsNewsInTheLogHasItDraftedAndReadByAll() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_DraftStatement");
        answers("User_DraftStatement");
        open("User_ApproveStatement").forEach(this::answer);
        logs("The hole is closed.");
        passes("PT2H");
        Task update = open("User_ApproveStatement").get(0);
        assertThat(groupsOf(update)).containsExactly("legal");
        assertThat(forms.getTaskFormVariables(update.getId()).getValue("progressReport", String.class))
                .isEqualTo("The hole is closed.");

        answer(update, "verdict", "reject", "verdictComment", "The hole is closed: say so.");
        String prepared =
                (String) runtime.getVariable(theTask("User_DraftStatement").getExecutionId(), "statementTextEn");
        answers(
                "User_DraftStatement",
                "statementTextEn",
                prepared.replace("There is nothing new to report since our last message.", "The hole is closed."));
        assertThat(open("User_ApproveStatement"))
                .extracting(this::groupsOf)
                .extracting(groups -> groups.iterator().next())
                .containsExactlyInAnyOrder("legal", "technology", "management");
        open("User_ApproveStatement").forEach(this::answer);
        assertThat(kindsPublished()).containsExactly("holding", "first", "progress");
    }

    private void logs(String progress) {
        newFacts(facts("progressReport", progress));
    }

    private List<String> kindsPublished() {
        return sql.sql("select kind from status_post where crisis = ? order by ordinal")
                .param(number)
                .query(String.class)
                .list();
    }
}
