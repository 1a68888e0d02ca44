package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * The whole plan as its people live it: everybody logs in when it is their turn, and takes a real case from the front page to the
 * archive by clicking only. Up to the first public words they work in Tasklist, and later where a form asks in a way that none did
 * before; otherwise they follow the link of a mail to our own page. What the engine does by itself in between is done by {@link
 * #engineWorks()}.
 */
class CrisisStoryTest extends InChromium {

    private String person = "";
    private int pictures;
    private final Set<String> people = new HashSet<>();
    private int handOvers;
    private int done;
    private int deedsOfLogins;

    @Test
    void aLeakOfAccountsFromTheFirstReportToTheArchivedCase() {
        is("pr");
        frontPage.as(person);
        deedsOfLogins = browser.deeds();
        reportsTheRealCase("csdn-2011");
        firstWordsPublished();
        containedAndAssessed();
        activated();
        firstStatementPublished();
        handled();
        recovered();
        publicToldThatItIsOver();
        compensated();
        reviewed();
        closedForEverybody();
        archivedForTheNextTime();
        assertThat(browser.complaints()).isEmpty();
    }

    /** One person verifies, one approves; what else there is to do does not stand before the first words. */
    private void firstWordsPublished() {
        answersInTasklist("User_VerifyReport", "isCrisis", "yes", "leakConfirmed", "yes");
        is("legal");
        answersInTasklist("User_ApproveStatement", "verdict", "approve");
        int deeds = browser.deeds() - deedsOfLogins;
        int sent = mails.messages().size();
        System.out.printf(
                "From the report to the first public words: %d tasks, %d hand-overs, %d clicks and fields, %d people, %d mails%n",
                done, handOvers, deeds, people.size(), sent);
        assertThat(done).isLessThanOrEqualTo(5);
        assertThat(handOvers).isLessThanOrEqualTo(3);
        assertThat(deeds).isLessThanOrEqualTo(20);
        assertThat(people).hasSizeLessThanOrEqualTo(3);
        publicSees("We are investigating");
    }

    private void containedAndAssessed() {
        is("manager");
        answers("User_AcknowledgeAlert", "managementInstruction", "Users first. Hide nothing.");
        is("tech");
        answers("User_IsolateFault", "isolationMeasures", "The backup server is cut off.");
        answers(
                "User_InvestigateFault",
                "affectedUsers",
                6_000_000,
                "faultCause",
                "An old backup with passwords in clear text was copied.",
                "causeState",
                "confirmed");
        is("legal");
        answers(
                "User_AssessLegalRisk",
                "regulatorDuty",
                "yes",
                "legalRisk",
                "Regulator and users must be told without delay.");
        is("pr");
        answers(
                "User_MeasureVolume",
                "negativeMentions",
                90_000,
                "negativeMentionsBefore",
                1_000,
                "brandDamage",
                "serious");
        answers(
                "User_ConcludeAssessment",
                "responsibility",
                "preventable",
                "mayRecur",
                "yes",
                "escalationRisk",
                "high",
                "assessmentSummary",
                "Six million accounts leaked, passwords in clear text.");
    }

    private void activated() {
        for (String signer : new String[] {"pr", "tech", "legal"}) {
            is(signer);
            answers("User_SignActivation", "signature", "sign");
        }
    }

    private void firstStatementPublished() {
        is("pr");
        answers(
                "User_DraftStatement",
                "draftDecision",
                "facts-zh",
                "causeState",
                "publishable",
                "leakedDataZh",
                "用户名、邮箱地址和明文密码",
                "publicCauseZh",
                "一份含有明文密码的旧备份被复制",
                "publicMeasuresZh",
                "我们已停用全部旧密码");
        answers(
                "User_DraftStatement",
                "draftDecision",
                "facts-en",
                "publicContact",
                "privacy@example.com",
                "leakedDataEn",
                "User names, mail addresses and passwords in clear text",
                "publicCauseEn",
                "An old backup with passwords in clear text was copied",
                "publicMeasuresEn",
                "We have disabled all old passwords");
        drafted();
        approvedBy("tech", "legal", "manager");
        publicSees("apolog");
        publicSees("privacy@example.com");
    }

    private void handled() {
        is("service");
        // numbers, a text and answers that are all visible
        answersInTasklist(
                "User_SampleUsers",
                "surveyedUsers",
                200,
                "dissatisfiedUsers",
                120,
                "surveyFindings",
                "They fear for accounts elsewhere with the same password.",
                "userExperienceImpact",
                "minor");
        is("finance");
        answers("User_EstimateLoss", loss());
        answers(
                "User_ConfirmLoss",
                "confirmedLoss",
                250_000,
                "confirmedLossReason",
                "Includes the letters to all users.");
        is("tech");
        // a box to tick
        answersInTasklist(
                "User_RepairService", "repairMeasures", "All passwords are hashed and reset.", "faultFixed", true);
        is("service");
        answers(
                "User_VerifyRepair",
                "repairWorks",
                "yes",
                "repairEvidence",
                "Old passwords are refused, new ones work.");
    }

    private void recovered() {
        is("tech");
        // a day and a time
        answersInTasklist(
                "User_ConfirmRecovery",
                "recoveredAt",
                now().minusMinutes(5),
                "recoveryEvidence",
                "No more copies found for a day.");
        is("finance");
        answers(
                "User_ApproveCompensation",
                "compensationDecision",
                "approve",
                "compensationKind",
                "membership",
                "compensationAmount",
                10,
                "compensationUsers",
                6_000_000,
                "compensationReason",
                "Fair for the trouble.");
        is("pr");
        drafted();
        approvedBy("legal", "manager", "finance");
    }

    private void publicToldThatItIsOver() {
        is("pr");
        drafted();
        approvedBy("tech", "legal", "manager");
        publicSees("where it ends");
    }

    private void reviewed() {
        is("pr");
        // lists that open, and a day ahead; lines that appear when one has been filled in
        answersInTasklist(
                "User_HoldReview",
                "reviewCauses",
                "Passwords in clear text, backups forgotten.",
                "reviewWeaknesses",
                "Nobody knew of the backup.",
                "itemWhat1",
                "Keep an inventory of backups",
                "itemKind1",
                "documents",
                "itemOwner1",
                "technology",
                "itemDue1",
                now().toLocalDate().plusDays(30));
        is("tech");
        answers(
                "User_UpdateDocuments",
                "documentReference",
                "Wiki, inventory of backups",
                "itemResult",
                "All backups are listed and encrypted.");
    }

    /** Nobody brought a list of those affected, so finance says how they got it. */
    private void compensated() {
        is("finance");
        browser.open("/crises/" + number + "/compensation");
        browser.assertUsableByEverybody();
        picture("the compensation");
        answers(
                "User_SettleCompensation",
                "settleDecision",
                "settled",
                "settleNote",
                "The shop extended all memberships by itself.");
    }

    private void closedForEverybody() {
        browser.open("/crises/" + number);
        browser.see(By.tagName("main"), main -> main.getText().contains("Closed"));
        browser.assertUsableByEverybody();
        picture("the closed crisis");
    }

    /** Who assesses the next crisis of the kind is shown what was learned from this one. */
    private void archivedForTheNextTime() {
        String archived = number;
        frontPage.open();
        reportsTheRealCase("csdn-2011");
        answers("User_VerifyReport", "isCrisis", "yes");
        String task = taskOf("User_InvestigateFault");
        JsonNode form = formOf(task);
        assertThat(frontPage.followMail(person, task).form(form).read("similarCases"))
                .contains(archived, "Keep an inventory of backups");
        picture("the archived case");
    }

    private void reportsTheRealCase(String id) {
        picture("the-situation");
        isAbout(frontPage.report(id));
        assertThat(browser.path()).isEqualTo("/crises/" + number);
        engineWorks();
        picture("the-crisis");
    }

    private void drafted() {
        answers("User_DraftStatement", "draftDecision", "submit");
    }

    private void approvedBy(String... people) {
        for (String approver : people) {
            is(approver);
            answers("User_ApproveStatement", "verdict", "approve");
        }
    }

    private void publicSees(String text) {
        browser.open("/status/" + number);
        browser.see(By.tagName("main"), main -> main.getText().contains(text));
        browser.assertUsableByEverybody();
        picture("the public page");
    }

    private void is(String next) {
        if (!next.equals(person)) {
            people.add(next);
            handOvers += person.isEmpty() ? 0 : 1;
        }
        person = next;
    }

    /** A mail has told them, and leads to it. */
    private void answers(String step, Object... fields) {
        String task = asked(step);
        JsonNode form = formOf(task);
        OneTaskPage page = frontPage.followMail(person, task);
        page.form(form).fill(CrisisForm.answers(fields));
        picture(person + " " + step);
        page.complete();
        isDone();
    }

    /** From the list of one's own tasks on the front page. */
    private void answersInTasklist(String step, Object... fields) {
        int before = browser.deeds();
        frontPage.as(person);
        deedsOfLogins += browser.deeds() - before;
        String task = frontPage.listed(List.of(asked(step)));
        JsonNode form = formOf(task);
        TasklistPage tasklist = frontPage.openInTasklist(task).claim();
        tasklist.form(form).fill(CrisisForm.answers(fields));
        picture(person + " " + step);
        tasklist.complete();
        frontPage.open();
        isDone();
    }

    private void isDone() {
        done++;
        engineWorks();
    }

    /** The one of the step's tasks that this person is asked to do. */
    private String asked(String step) {
        return open(step).stream()
                .filter(task -> people(task).contains(person))
                .findFirst()
                .orElseThrow(() -> new AssertionError(person + " is not asked to do " + step))
                .getId();
    }

    private void picture(String what) {
        pictures++;
        browser.picture("%02d-%s"
                .formatted(
                        pictures,
                        what.replaceAll(" User|(?<=[a-z])(?=[A-Z])|[ _]", "-").toLowerCase(Locale.ROOT)));
    }

    /** As the engine's clock stands, in the zone of browser and server, which are the same machine. */
    private static LocalDateTime now() {
        return LocalDateTime.ofInstant(ClockUtil.getCurrentTime().toInstant(), ZoneId.systemDefault());
    }

    private static Object[] loss() {
        return new Object[] {
            "averageDailyOrderAmount", 100_000,
            "outageMinutes", 0,
            "hourWeight", 1,
            "affectedShare", 0,
            "recoveredOrderShare", 0,
            "refunds", 0,
            "slaCredits", 0,
            "lostUsers", 2_000,
            "monthlyRevenuePerUser", 5,
            "remainingMonths", 12,
            "grossMargin", 0.5,
            "acquisitionCost", 20,
            "extraTickets", 500,
            "ticketCost", 8,
            "labourHours", 300,
            "labourRate", 200,
            "legalProvision", 50_000
        };
    }
}
