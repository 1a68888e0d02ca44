package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.PlanTest;
import org.crisisplan.notify.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The whole plan as its people live it: everybody logs in when it is their turn, and takes a real case from the front page to the
 * archive by clicking only. What the engine does by itself in between is done by {@link #engineWorks()}.
 */
@PlanTest
@ExtendWith(Chromium.class)
class CrisisStoryTest {

    @LocalServerPort
    int port;

    @Autowired
    ManagementService management;

    @Autowired
    RuntimeService runtime;

    @Autowired
    MailServer mails;

    private Browser browser;
    private FrontPage frontPage;
    private String person = "";
    private String number = "";
    private int pictures;

    @BeforeEach
    void openTheBrowser() {
        ClockUtil.reset();
        mails.start();
        browser = new Browser("http://localhost:" + port, "en-US");
        frontPage = new FrontPage(browser);
    }

    @AfterEach
    void closeTheBrowser() {
        browser.close();
        mails.stop();
        running().stream()
                .filter(instance -> Objects.equals(instance.getId(), instance.getRootProcessInstanceId()))
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "story over"));
    }

    @Test
    void aLeakOfAccountsFromTheFirstReportToTheArchivedCase() {
        as("pr");
        reportsTheRealCase("csdn-2011");
        verified();
        assessed();
        activated();
        firstStatementPublished();
        handled();
        recovered();
        publicToldThatItIsOver();
        reviewed();
        closedForEverybody();
        archivedForTheNextTime();
        assertThat(browser.complaints()).isEmpty();
    }

    private void verified() {
        answers("Verify the report", form -> form.choose("isCrisis", "Yes").select("leakConfirmed", "Yes"));
        as("manager");
        answers("Acknowledge the alert", form -> form.write("managementInstruction", "Users first. Hide nothing."));
    }

    private void assessed() {
        as("tech");
        answers(
                "Report the technical findings",
                form -> form.write("affectedUsers", 6_000_000)
                        .write("faultCause", "An old backup with passwords in clear text was copied.")
                        .choose("mayRecur", "Yes"));
        as("service");
        answers(
                "Survey a sample of users",
                form -> form.write("surveyedUsers", 200)
                        .write("dissatisfiedUsers", 120)
                        .write("surveyFindings", "They fear for accounts elsewhere with the same password.")
                        .choose("userExperienceImpact", "Minor"));
        as("legal");
        answers(
                "Assess the legal risk",
                form -> form.choose("regulatorDuty", "Yes")
                        .write("legalRisk", "Regulator and users must be told without delay."));
        as("finance");
        answers("Enter figures for the loss", CrisisStoryTest::estimateTheLoss);
        answers(
                "Confirm the loss",
                form -> form.write("confirmedLoss", 250_000)
                        .write("confirmedLossReason", "Includes the letters to all users."));
        as("pr");
        answers(
                "Measure the public volume",
                form -> form.write("negativeMentions", 90_000)
                        .write("negativeMentionsBefore", 1_000)
                        .choose("brandDamage", "Serious"));
        answers(
                "Conclude the assessment",
                form -> form.choose("responsibility", "We could have prevented it")
                        .choose("escalationRisk", "High")
                        .write("assessmentSummary", "Six million accounts leaked, passwords in clear text."));
    }

    private void activated() {
        answers("Sign the activation", form -> form.choose("signature", "Sign"));
        as("tech");
        answers("Sign the activation", form -> form.choose("signature", "Sign"));
        as("legal");
        answers("Sign the activation", form -> form.choose("signature", "Sign"));
    }

    private void firstStatementPublished() {
        as("pr");
        drafted();
        approvedBy("tech", "legal", "manager");
        publicSees("apolog");
    }

    private void handled() {
        as("tech");
        answers("Isolate the fault", form -> form.write("isolationMeasures", "The backup server is cut off."));
        answers(
                "Fix or restart the service",
                form -> form.write("repairMeasures", "All passwords are hashed and reset.")
                        .tick("faultFixed"));
        as("service");
        answers(
                "Check that it works",
                form -> form.choose("repairWorks", "Yes")
                        .write("repairEvidence", "Old passwords are refused, new ones work."));
    }

    private void recovered() {
        as("tech");
        answers(
                "Confirm the recovery",
                form -> form.at("recoveredAt", now().minusMinutes(5))
                        .write("recoveryEvidence", "No more copies found for a day."));
        as("finance");
        answers(
                "Decide on the compensation",
                form -> form.choose("compensationDecision", "Approve")
                        .select("compensationKind", "Membership")
                        .write("compensationAmount", 10)
                        .write("compensationUsers", 6_000_000)
                        .write("compensationReason", "Fair for the trouble."));
        as("pr");
        answers(
                "Draft the statement",
                form -> form.choose("draftDecision", "Submit")
                        .fillIn("statementTextZh", "【请补充：何时到账、如何使用、有效期至何时】", "七日内自动到账。")
                        .fillIn(
                                "statementTextEn",
                                "[please add: from when on it is credited, how to use it and until when]",
                                "It is credited within seven days, by itself."));
        approvedBy("legal", "manager", "finance");
    }

    private void publicToldThatItIsOver() {
        as("pr");
        drafted();
        approvedBy("tech", "legal", "manager");
        publicSees("Resolved");
    }

    private void reviewed() {
        as("pr");
        answers(
                "Hold the review",
                form -> form.write("reviewCauses", "Passwords in clear text, backups forgotten.")
                        .write("reviewWeaknesses", "Nobody knew of the backup.")
                        .write("itemWhat1", "Keep an inventory of backups")
                        .select("itemKind1", "Documents")
                        .select("itemOwner1", "Technology")
                        .on("itemDue1", now().toLocalDate().plusDays(30)));
        as("tech");
        answers("Complete the improvement", form -> form.write("itemResult", "All backups are listed and encrypted."));
    }

    private void closedForEverybody() {
        browser.open("/crises/" + number);
        browser.see(By.tagName("main"), main -> main.getText().contains("Closed"));
        picture("the closed crisis");
        frontPage.open();
    }

    /** Who assesses the next crisis of the kind is shown what was learned from this one. */
    private void archivedForTheNextTime() {
        String archived = number;
        reportsTheRealCase("csdn-2011");
        answers("Verify the report", form -> form.choose("isCrisis", "Yes"));
        TasklistPage tasklist = frontPage.open().openTask(number, "Report the technical findings");
        assertThat(tasklist.form().read("similarCases")).contains(archived, "Keep an inventory of backups");
        picture("the archived case");
    }

    private void reportsTheRealCase(String id) {
        picture("the-situation");
        number = frontPage.report(id);
        assertThat(browser.path()).isEqualTo("/crises/" + number);
        engineWorks();
        picture("the-crisis");
    }

    private void drafted() {
        answers("Draft the statement", form -> form.choose("draftDecision", "Submit"));
    }

    private void approvedBy(String... people) {
        for (String approver : people) {
            as(approver);
            answers("Approve the statement", form -> form.choose("verdict", "Approve"));
        }
    }

    private void publicSees(String text) {
        browser.open("/status/" + number);
        browser.see(By.tagName("main"), main -> main.getText().contains(text));
        picture("the public page");
        browser.open("/");
    }

    /** Everybody logs in when it is their turn. */
    private void as(String next) {
        if (!next.equals(person)) {
            frontPage.login(next);
        }
        person = next;
    }

    /** Opens the task from the list of one's own tasks on the front page. */
    private void answers(String task, Consumer<CrisisForm> answer) {
        TasklistPage tasklist = frontPage.open().openTask(number, task).claim();
        answer.accept(tasklist.form());
        picture(person + " " + task);
        tasklist.complete(task);
        engineWorks();
    }

    private void picture(String what) {
        pictures++;
        browser.picture(
                "%02d-%s".formatted(pictures, what.toLowerCase(Locale.ROOT).replace(' ', '-')));
    }

    /** What the engine does as soon as it may: messages arrive, statements go out; no timer before its time. */
    void engineWorks() {
        for (List<Job> due = dueJobs(); !due.isEmpty(); due = dueJobs()) {
            management.executeJob(due.get(0).getId());
        }
        mails.deliver();
    }

    private List<Job> dueJobs() {
        List<String> instances = running().stream().map(ProcessInstance::getId).toList();
        return management.createJobQuery().withRetriesLeft().active().list().stream()
                .filter(job -> instances.contains(job.getProcessInstanceId()))
                .filter(job -> job.getDuedate() == null || !job.getDuedate().after(ClockUtil.getCurrentTime()))
                .toList();
    }

    private List<ProcessInstance> running() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list();
    }

    /** As the engine's clock stands, in the zone of browser and server, which are the same machine. */
    private static LocalDateTime now() {
        return LocalDateTime.ofInstant(ClockUtil.getCurrentTime().toInstant(), ZoneId.systemDefault());
    }

    private static void estimateTheLoss(CrisisForm form) {
        form.write("averageDailyOrderAmount", 100_000)
                .write("outageMinutes", 0)
                .write("hourWeight", 1)
                .write("affectedShare", 0)
                .write("recoveredOrderShare", 0)
                .write("refunds", 0)
                .write("slaCredits", 0)
                .write("lostUsers", 2_000)
                .write("monthlyRevenuePerUser", 5)
                .write("remainingMonths", 12)
                .write("grossMargin", 0.5)
                .write("acquisitionCost", 20)
                .write("extraTickets", 500)
                .write("ticketCost", 8)
                .write("labourHours", 300)
                .write("labourRate", 200)
                .write("legalProvision", 50_000);
    }
}
