package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.junit.jupiter.api.Test;

/** One voice (R45-R48, R53): nothing is published before it is approved, and the public hears in time and on request. */
class InformationDrill extends Drill {

    @Test
    void aStatementRejectedTwiceIsPublishedOnlyAfterTheThirdDraft() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));

        answers("User_DraftStatement", "statementTextEn", "It was not our fault.");
        answer(
                theTask("User_ApproveStatement", "legal"),
                "verdict",
                "reject",
                "verdictComment",
                "We do not know that yet.");
        answers("User_DraftStatement", "statementTextEn", "It was hardly our fault.");
        answer(theTask("User_ApproveStatement", "legal"), "verdict", "reject", "verdictComment", "Still a guess.");
        assertThat(published()).isZero();

        answers("User_DraftStatement", "statementTextEn", "We are looking for the cause.");
        open("User_ApproveStatement").forEach(this::answer);
        assertThat(published()).isEqualTo(1);
        assertThat(lastPublished()).isEqualTo("We are looking for the cause.");
    }

    @Test
    void progressIsPublishedOnItsCadenceAndOnRequest() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        publishTheOpenDraft();
        assertThat(open("User_DraftStatement")).isEmpty();

        passes("PT5H");
        answers("User_ReportTechnicalProgress", "progressReport", "Two of three servers are back.");
        passes("PT8H");
        assertThat(runtime.getVariable(theTask("User_DraftStatement").getExecutionId(), "statementTextEn"))
                .asString()
                .contains("Two of three servers are back.");
        publishTheOpenDraft();

        assertThat(plan.requestStatement(number)).isTrue();
        runDueJobs();
        publishTheOpenDraft();
        assertThat(published()).isEqualTo(3);
    }

    @Test
    void aContentCrisisIsClarifiedInPublicBeforeTheReviewIsStrengthened() {
        respondingTo(
                "An article insults a region", Kind.CONTENT, facts("topMediaRepost", true, "discussions", 150_000));
        assertThat(crisis().level()).isEqualTo(2);
        assertThat(open("User_IsolateFault")).isEmpty();
        publishTheOpenDraft();

        answers("User_RemoveContent");
        assertThat(open("User_StrengthenReview")).isEmpty();
        publishTheOpenDraft();
        assertThat(published()).isEqualTo(2);
        answers("User_StrengthenReview");
        assertThat(crisis().phase()).isEqualTo(Phase.RECOVERING);

        teamWorksToTheEnd();
    }

    @Test
    void aVerdictPutInByHandAnswersForNobody() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_DraftStatement");
        List<Task> asked = open("User_ApproveStatement");
        assertThat(asked).hasSizeGreaterThan(1);

        runtime.setVariable(asked.get(0).getProcessInstanceId(), "verdict", "reject");
        answer(asked.get(0));
        assertThat(open("User_ApproveStatement"))
                .as("the others are still asked")
                .hasSize(asked.size() - 1);

        open("User_ApproveStatement").forEach(this::answer);
        assertThat(published()).isEqualTo(1);
    }

    @Test
    void whoIsPutPastTheApprovalComesBackToTheDraft() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_DraftStatement");
        String statement = open("User_ApproveStatement").get(0).getProcessInstanceId();

        runtime.createProcessInstanceModification(statement)
                .cancelAllForActivity("User_ApproveStatement")
                .startBeforeActivity("Gateway_Approved")
                .execute();
        runDueJobs();
        assertThat(published()).isZero();
        assertThat(runtime.createIncidentQuery().processInstanceId(statement).count())
                .isZero();

        publishTheOpenDraft();
        assertThat(published()).isEqualTo(1);
    }

    private void respondingTo(String title, Kind kind, java.util.Map<String, Object> facts) {
        reported(title, kind, facts);
        answers("User_VerifyReport", "technical", kind == Kind.TECHNICAL, "content", kind == Kind.CONTENT);
        teamWorksUntil("User_DraftStatement");
    }

    private void publishTheOpenDraft() {
        answers("User_DraftStatement");
        open("User_ApproveStatement").forEach(this::answer);
    }

    private long published() {
        return sql.sql("""
                        select count(*) from publication p join statement s on s.id = p.statement_id
                        where s.crisis = ? and p.channel = 'statuspage' and p.published_at is not null""").param(number).query(Long.class).single();
    }

    private String lastPublished() {
        return sql.sql("""
                        select s.text_en from publication p join statement s on s.id = p.statement_id
                        where s.crisis = ? and p.published_at is not null order by p.published_at desc, s.version desc limit 1""").param(number).query(String.class).single();
    }
}
