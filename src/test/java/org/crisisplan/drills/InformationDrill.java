package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Kind;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.ApprovedTexts;
import org.crisisplan.publish.Corrections;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One voice (R45-R48, R53): nothing is published before it is approved, and the public hears in time and on request. */
class InformationDrill extends Drill {

    @Autowired
    Corrections corrections;

    @Autowired
    ApprovedTexts texts;

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
        answers("User_DraftStatement", "statementTextEn", "It was hardly to be avoided.");
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
        answers("User_ApproveStatement", "verdict", "reject", "verdictComment", "Two servers are back: tell them.");
        assertThat(draftText("statementTextEn"))
                .as("what was noted inside stays inside")
                .doesNotContain("Two of three servers are back");
        answers(
                "User_DraftStatement",
                "draftDecision",
                "facts-en",
                "publicMeasuresEn",
                "Two of three servers are back.");
        answers("User_DraftStatement", "draftDecision", "facts-zh", "publicMeasuresZh", "三台服务器中有两台已恢复。");
        assertThat(draftText("statementTextEn")).contains("What we have done. Two of three servers are back.");
        assertThat(draftText("statementTextZh")).contains("已采取的措施：三台服务器中有两台已恢复。");
        publishTheOpenDraft();

        assertThat(plan.requestStatement(number)).isTrue();
        runDueJobs();
        publishTheOpenDraft();
        assertThat(published()).isEqualTo(3);
    }

    @Test
    void whatWasPublishedIsTakenBackByAStatementThatNamesIt() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_DraftStatement", "statementTitleEn", "All is well", "statementTitleZh", "一切正常");
        open("User_ApproveStatement").forEach(this::answer);
        String wrong = corrections.correctable(number).stream()
                .filter(one -> one.titleEn().equals("All is well"))
                .map(Corrections.Published::id)
                .findFirst()
                .orElseThrow();

        assertThat(plan.requestStatement(number, "withdrawal", wrong)).isTrue();
        runDueJobs();
        assertThat(draftText("statementTitleEn")).isEqualTo("We withdraw: All is well");
        assertThat(draftText("statementTextZh")).contains("现撤回我们于", "发布的“一切正常”");
        publishTheOpenDraft();

        assertThat(sql.sql("select statement_id, kind, corrects from status_post where crisis = ? order by ordinal")
                        .param(number)
                        .query()
                        .listOfRows())
                .last()
                .satisfies(row ->
                        assertThat(row).containsEntry("kind", "withdrawal").containsEntry("corrects", wrong));
        assertThat(corrections.correctable(number))
                .as("nobody takes it back twice")
                .extracting(Corrections.Published::id)
                .doesNotContain(wrong);
        assertThat(texts.published(number))
                .as("nobody passes it on")
                .extracting(ApprovedStatement::id)
                .doesNotContain(wrong);
        assertThat(plan.requestStatement(number)).isTrue();
        runDueJobs();
        publishTheOpenDraft();
        assertThat(sql.sql("select kind, corrects from status_post where crisis = ? order by ordinal")
                        .param(number)
                        .query()
                        .listOfRows())
                .as("the next word is about nothing else")
                .last()
                .satisfies(
                        row -> assertThat(row).containsEntry("kind", "progress").containsEntry("corrects", null));
    }

    @Test
    void whatTheReviewFoundIsToldToThePublicBesideTheImprovements() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        teamWorksUntil("User_HoldReview");
        answers("User_HoldReview", "postMortem", "publish");

        assertThat(sql.sql("select count(*) from improvement_item where crisis = ? and state = 'open'")
                        .param(number)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(draftText("statementTitleEn")).endsWith(": what we learnt");
        assertThat(crisis().phase().isOver())
                .as("the public is still to be told")
                .isFalse();
        publishTheOpenDraft();
        teamWorksToTheEnd();
        assertThat(sql.sql("select kind, progress from status_post where crisis = ? order by ordinal")
                        .param(number)
                        .query((row, i) -> row.getString("kind") + " " + row.getString("progress"))
                        .list())
                .endsWith("all-clear resolved", "post-mortem resolved");
    }

    @Test
    void aContentCrisisIsClarifiedInPublicBeforeTheReviewIsStrengthened() {
        respondingTo(
                "An article insults a region", Kind.CONTENT, facts("topMediaRepost", true, "discussions", 150_000));
        assertThat(crisis().level()).isEqualTo(2);
        assertThat(timesDone("User_IsolateFault")).isZero();

        assertThat(timesDone("User_RemoveContent"))
                .as("at once, before the activation")
                .isEqualTo(1);
        assertThat(open("User_StrengthenReview")).isEmpty();
        open("User_DraftStatement").forEach(this::answer);
        open("User_ApproveStatement").forEach(this::answer);
        assertThat(published()).isEqualTo(2);
        answers("User_StrengthenReview");
        assertThat(open("User_StrengthenReview")).isEmpty();

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

    @Test
    void aRumourAboutContentIsDeniedByOneStatement() {
        reported("An article is said to be faked", Kind.CONTENT, facts("topMediaRepost", true, "discussions", 150_000));
        answers("User_VerifyReport", "technical", false, "content", true);
        teamWorksUntil("User_ConcludeAssessment");
        answers("User_ConcludeAssessment", "responsibility", "rumour");
        teamWorksUntil("User_DraftStatement");

        assertThat(open("User_StrengthenReview")).hasSize(1);
        assertThat(shown(theTask("User_DraftStatement"), "statementTextEn"))
                .asString()
                .contains("they are not true");
    }

    @Test
    void aFactInTheOtherScriptIsRefusedAtItsField() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        assertThatThrownBy(() -> answers(
                        "User_DraftStatement",
                        "draftDecision",
                        "facts-zh",
                        "publicMeasuresZh",
                        "We undid the change at once"))
                .hasStackTraceContaining(
                        "publicMeasuresZh (What we have done, in Chinese 已采取的措施（中文）): must be Chinese");
        assertThatThrownBy(() -> answers("User_DraftStatement", "statementTextZh", "事件原因：An old backup could be read。"))
                .hasStackTraceContaining("Chinese text 中文正文 contains “An old backup could be read”");
    }

    @Test
    void aContradictionIsShownOnceAndThenToTheApprovers() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        newFacts(facts("leakedUsers", 9_000));
        Object[] draft = {
            "statementTextEn", "The data of 900 users have leaked. Please change your password.",
            "statementTextZh", "900 名用户的数据泄露。请修改密码。"
        };
        assertThatThrownBy(() -> answers("User_DraftStatement", draft))
                .hasStackTraceContaining("“900 users”, but the number of users whose data leaked is 9,000");
        answers(
                "User_DraftStatement",
                Stream.concat(Stream.of(draft), Stream.of("figuresSeen", true)).toArray());
        assertThat(String.valueOf(runtime.getVariable(
                        theTask("User_ApproveStatement", "legal").getExecutionId(), "statementFigures")))
                .contains("≠ The English text says “900 users”", "≠ The Chinese text says “900 名用户”");

        answer(
                theTask("User_ApproveStatement", "legal"),
                "verdict",
                "reject",
                "verdictComment",
                "It is ten times that.");
        assertThat(draftText("verdictComment")).isEqualTo("Legal 法务部: It is ten times that.");
        answers(
                "User_DraftStatement",
                "statementTextEn",
                "The data of 9,000 users have leaked. Please change your password.",
                "statementTextZh",
                "9000 名用户的数据泄露。请修改密码。");
        String shown = theTask("User_ApproveStatement", "legal").getExecutionId();
        assertThat(String.valueOf(runtime.getVariable(shown, "statementFigures")))
                .contains("= “9,000 users” is the number of users whose data leaked: 9,000, told")
                .doesNotContain("≠");
        assertThat(String.valueOf(runtime.getVariable(shown, "statementChanges")))
                .contains("- The data of 900 users have leaked.", "+ The data of 9,000 users have leaked.");
    }

    @Test
    void whoDeniesARumourSaysWhatIsTrue() {
        reported("They say we sell data", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_ConcludeAssessment");
        answers("User_ConcludeAssessment", "responsibility", "rumour");
        teamWorksUntil("User_DraftStatement");
        assertThat(draftText("statementTextEn")).contains("they are not true");
        assertThatThrownBy(this::submitsWhatIsPrepared)
                .hasStackTraceContaining("does not say in English what we have verified");

        answers(
                "User_DraftStatement",
                "draftDecision",
                "facts-en",
                "verifiedFactsEn",
                "No data has left our systems since 2020");
        assertThatThrownBy(this::submitsWhatIsPrepared)
                .hasStackTraceContaining("does not say in Chinese what we have verified");
        answers("User_DraftStatement", "draftDecision", "facts-zh", "verifiedFactsZh", "自 2020 年以来没有数据流出");
        assertThat(draftText("statementTextEn")).contains("What is true. No data has left our systems since 2020.");
        submitsWhatIsPrepared();
        open("User_ApproveStatement").forEach(this::answer);
        assertThat(lastPublished()).contains("What is true. No data has left our systems since 2020.");
    }

    private void submitsWhatIsPrepared() {
        answers(
                "User_DraftStatement",
                "statementTextEn",
                draftText("statementTextEn"),
                "statementTextZh",
                draftText("statementTextZh"));
    }

    @Test
    void aConfirmedLeakIsToldWithAllThatThoseConcernedMustKnow() {
        respondingTo("Accounts for sale", Kind.TECHNICAL, facts("leakedUsers", 20_000, "leakConfirmed", true));
        assertThatThrownBy(() -> answers("User_DraftStatement", "statementTextEn", "We are working on it."))
                .hasStackTraceContaining("the kinds of information 信息种类 in English")
                .hasStackTraceContaining("what we have done 已采取的措施 in Chinese")
                .hasStackTraceContaining("what the person can do 个人可采取的措施 in English")
                .hasStackTraceContaining("a contact 联系方式 in Chinese");
        answers(
                "User_DraftStatement",
                "draftDecision",
                "facts-en",
                "publicContact",
                "privacy@example.com",
                "leakedDataEn",
                "Mail addresses",
                "publicMeasuresEn",
                "The server is cut off");
        answers(
                "User_DraftStatement",
                "draftDecision",
                "facts-zh",
                "leakedDataZh",
                "邮箱地址",
                "publicMeasuresZh",
                "服务器已断开");
        answers(
                "User_DraftStatement",
                "statementTextEn",
                draftText("statementTextEn"),
                "statementTextZh",
                draftText("statementTextZh"));
        open("User_ApproveStatement").forEach(this::answer);
        assertThat(published()).isEqualTo(1);
        assertThat(lastPublished())
                .contains("Mail addresses.", "The server is cut off.", "privacy@example.com", "change your password");
        assertThat(sql.sql("select next_update_at from statement where crisis = ? and kind = 'first' and version = 1")
                        .param(number)
                        .query(OffsetDateTime.class)
                        .single())
                .as("what the text promises")
                .isNotNull();
    }

    @Test
    void whatIsDeniedIsNotApologisedForAndGuiltIsTakenOnceItIsConfirmed() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        assertThatThrownBy(() -> answers("User_DraftStatement", "statementTextEn", "It is our responsibility."))
                .hasStackTraceContaining("it has not been told that we could have prevented it");
        assertThatThrownBy(() -> answers(
                        "User_DraftStatement", "statementTextEn", "The claim is not true. We apologise for it."))
                .hasStackTraceContaining("denies (“is not true”) and apologises (“apologise”)");
    }

    /** Asked anew in each round, so that no former answer stands there; the form's own choice does. */
    @Test
    void whoDraftsFindsTheTextAndTheFormsOwnChoice() {
        respondingTo("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        assertThat(forms.getTaskFormVariables(theTask("User_DraftStatement").getId()))
                .doesNotContainKey("draftDecision")
                .containsKey("statementTextEn");

        answers("User_DraftStatement");
        // as Tasklist asks for them: the list of approvers stays as it is written
        assertThat(forms.getTaskFormVariables(
                        theTask("User_ApproveStatement", "legal").getId(), null, false))
                .doesNotContainKey("verdict")
                .containsKeys("statementTextEn", "approvers");
    }

    private String draftText(String variable) {
        return String.valueOf(runtime.getVariable(theTask("User_DraftStatement").getExecutionId(), variable));
    }

    private void publishTheOpenDraft() {
        answers("User_DraftStatement");
        open("User_ApproveStatement").forEach(this::answer);
    }

    private long published() {
        return sql.sql("""
                        select count(*) from publication p join statement s on s.id = p.statement_id
                        where s.crisis = ? and s.kind <> 'holding' and p.channel = 'statuspage' and p.published_at is not null""").param(number).query(Long.class).single();
    }

    private String lastPublished() {
        return sql.sql("""
                        select s.text_en from publication p join statement s on s.id = p.statement_id
                        where s.crisis = ? and s.kind <> 'holding' and p.published_at is not null order by p.published_at desc, s.version desc limit 1""").param(number).query(String.class).single();
    }
}
