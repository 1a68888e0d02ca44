package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;

/** What people inside read of a crisis in their mails: few of them, each saying what it is about. */
class ToldDrill extends Drill {

    private static final String MANAGER = "manager@crisis-plan.example";
    private static final String PR = "pr@crisis-plan.example";
    private static final String SERVICE = "service@crisis-plan.example";
    private static final String TECH = "tech@crisis-plan.example";

    @Test
    void untilTheFirstWordsOfALeakAtMostEightMails() throws Exception {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        assertThat(subjectsTo(MANAGER))
                .as("the alert and the task to acknowledge it")
                .singleElement()
                .asString()
                .contains("ALERT to management, level 1", "(and 1 more)");
        int sent = ofTheCrisis().size();
        answers("User_ApproveStatement");

        assertThat(timesDone("Service_PublishToChannel")).isPositive();
        assertThat(sent).as("mails until the first words").isLessThanOrEqualTo(8);
        assertThat(ofTheCrisis()).as("with those that tell what the words are").hasSizeLessThanOrEqualTo(sent + 2);
    }

    @Test
    void whoeverAnswersThePublicIsToldItsWordsAtOnce() throws Exception {
        respondingTo();
        long before = mails("statement-out");
        publishTheOpenDraft();

        String words = lastTo(SERVICE);
        assertThat(subjectsTo(SERVICE)).last().asString().contains("请用以下口径答复：目前情况");
        assertThat(words).contains("我们正在处理。请修改密码。", "/status/" + number);
        assertThat(subjectsTo(MANAGER)).anyMatch(subject -> subject.contains("Statement out: What we know"));
        assertThat(ofTheCrisisTo(MANAGER))
                .anySatisfy(mail -> assertThat(String.valueOf(mail.getContent()))
                        .contains("We are working on it. Please change your password.", "/status/" + number));
        assertThat(mails("statement-out") - before)
                .as("the team and management, each once")
                .isEqualTo(
                        sql.sql("""
                                select count(distinct user_id) from
                                (select user_id from team_member where number = :number
                                 union select user_id from contact where department = 'management') reader
                                where user_id <> 'service'""").param("number", number).query(Long.class).single());
    }

    @Test
    void anUpdateWithoutNewsIsToldToCustomerServiceOnly() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_DraftStatement");
        publishTheOpenDraft();
        long before = mails("statement-out");
        long answering = mails("use-these-words");
        passes("PT2H");
        answers("User_ApproveStatement");

        assertThat(kinds()).endsWith("no-change");
        assertThat(mails("use-these-words")).isEqualTo(answering + 1);
        assertThat(mails("statement-out")).isEqualTo(before);
    }

    @Test
    void whoeverDraftsReadsWhoSentItBackAndWhy() throws Exception {
        respondingTo();
        answers("User_DraftStatement", "statementTextEn", "It was hardly to be avoided. Please change your password.");
        answer(theTask("User_ApproveStatement", "legal"), "verdict", "reject", "verdictComment", "That is a guess.");

        assertThat(subjectsTo(PR)).last().asString().contains("法务部退回");
        assertThat(lastTo(PR)).contains("法务部负责人", "> That is a guess.", "/tasks/");

        answers("User_DraftStatement", "statementTextEn", "We look for the cause. Please change your password.");
        assertThat(lastTo(TECH))
                .as("the approvers read the difference")
                .contains("> - It was hardly to be avoided.", "> + We look for the cause.");
    }

    @Test
    void whoeverTellsFactsForADraftGoesOnWithItAndIsNotToldAgainWhyItCameBack() throws Exception {
        respondingTo();
        answers("User_DraftStatement");
        answer(theTask("User_ApproveStatement", "legal"), "verdict", "reject", "verdictComment", "Say what we do.");
        assertThat(theTask("User_DraftStatement").getAssignee()).isNull();
        int told = subjectsTo(PR).size();

        answers("User_DraftStatement", "draftDecision", "facts-en", "publicMeasuresEn", "We have undone the change.");

        Task anew = theTask("User_DraftStatement");
        assertThat(anew.getAssignee()).isEqualTo("pr");
        assertThat(String.valueOf(shown(anew, "verdictComment"))).contains("Say what we do.");
        assertThat(subjectsTo(PR)).hasSize(told);
    }

    @Test
    void managementReadsWhoObjectsAndWhy() throws Exception {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_SignActivation");
        answer(
                theTask("User_SignActivation", "legal"),
                "signature",
                "object",
                "signatureComment",
                "The regulator must be told first.");

        assertThat(subjectsTo(MANAGER)).last().asString().contains("Legal objects to the activation");
        assertThat(lastTo(MANAGER)).contains("Head of legal", "> The regulator must be told first.", "/tasks/");
    }

    @Test
    void anInstructionOfManagementReachesWhoeverWorksOnItAndTheTeam() throws Exception {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "technical", true);
        answers("User_AcknowledgeAlert", "managementInstruction", "Users first. Hide nothing.");

        assertThat(lastTo(TECH)).contains("> Users first. Hide nothing.", "/crises/" + number);
        assertThat(subjectsTo(MANAGER)).noneMatch(subject -> subject.contains("instructs"));

        teamWorksUntil("User_RepairService");
        assertThat(mails("instruction")).as("once to each").isPositive().isLessThan(8);
        assertThat(sql.sql("select body from delivery where number = ? and kind = 'team-formed'")
                        .param(number)
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allSatisfy(body -> assertThat(body).contains("> Users first. Hide nothing."));
    }

    private void respondingTo() {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_DraftStatement");
    }

    private void publishTheOpenDraft() {
        answers("User_DraftStatement");
        for (Task approval : open("User_ApproveStatement")) {
            answer(approval);
        }
    }

    private List<String> kinds() {
        return sql.sql("select kind from status_post where crisis = ? order by ordinal")
                .param(number)
                .query(String.class)
                .list();
    }

    private List<MimeMessage> ofTheCrisis() throws Exception {
        List<MimeMessage> found = new java.util.ArrayList<>();
        for (MimeMessage mail : mails.messages()) {
            if (mail.getSubject().contains(number)) {
                found.add(mail);
            }
        }
        return found;
    }

    private List<MimeMessage> ofTheCrisisTo(String address) throws Exception {
        List<MimeMessage> to = mails.messagesTo(address);
        return ofTheCrisis().stream().filter(to::contains).toList();
    }

    private List<String> subjectsTo(String address) {
        return mails.subjectsTo(address).stream()
                .filter(subject -> subject.contains(number))
                .toList();
    }

    private String lastTo(String address) throws Exception {
        List<MimeMessage> all = ofTheCrisisTo(address);
        assertThat(all).as("mails to " + address).isNotEmpty();
        return String.valueOf(all.get(all.size() - 1).getContent());
    }
}
