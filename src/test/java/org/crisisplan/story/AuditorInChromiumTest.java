package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.CrisisNotes;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The twenty questions of an audit, asked by an auditor in a browser about a case in which much went wrong: a statement was rejected, the
 * level went up and down, a promise was missed, an administrator reached in, and somebody's words were erased.
 */
class AuditorInChromiumTest extends InChromium {

    private static final Logger LOG = LoggerFactory.getLogger(AuditorInChromiumTest.class);
    private static final int MOST_CLICKS = 5;

    /** What an auditor may send: whatever they take along, and the end of their login. */
    private static final Set<String> MAY_SEND = Set.of("/logout", "record.zip", "dossier.pdf", "dossier.md");

    @TempDir
    Path folder;

    @Autowired
    CrisisNotes notes;

    private final Map<String, Integer> clicks = new LinkedHashMap<>();
    private int wayToTheDossier;
    private final Set<String> forms = new TreeSet<>();

    @Test
    void twentyQuestionsAreAnsweredWithinFiveClicks() throws Exception {
        aCaseInWhichMuchWentWrong();
        frontPage.as("auditor");

        inTheDossier("1 who reported it, and when", "summary", "Reported by\\s+\\S.*\\(pr\\)");
        inTheDossier("2 which rule with which facts", "decisions", "R28 .*leak");
        inTheDossier("3 who told management, who acknowledged", "people", "\\(manager\\)");
        inTheDossier("4 who signed, who was in the team", "people", "Leader · Public relations");
        inTheDossier(
                "5 what the public read, approved by whom", "statements", "(\\d+) of \\1 published texts approved");
        inTheDossier("5 and what was rejected", "statements", "rejected");
        inTheDossier("6 who did each task with which answers", "tasks", "Is this a real crisis\\?: Yes, open it");
        inTheDossier("7 which promise was missed", "deadlines", "missed");
        inTheDossier("8 which mails went out", "mails", "pr@crisis-plan.example");
        inTheDossier("10 in this case", "operations", "admin");
        inTheDossier("11 which signals stood behind it", "signals", "reported by a person");
        inTheDossier("12 which clause was skipped, why", "clauses", "skipped\\s+.*was answered");
        inTheDossier(
                "13 the loss, its inputs, who confirmed it",
                "loss",
                "Loss confirmed by finance\\s+120000\\s+.*\\(finance\\)");
        inTheDossier("14 what users got", "compensation", "Longer membership");
        inTheDossier("15 the review and what came of it", "review", "Keep an inventory of backups");
        decisionInCockpit();
        inAudit("9 what changed in the plan, by whom", "Plan versions", "v1");
        inAudit("10 what administrators did", "Administrators", number);
        inAudit("16 how long what is kept, what was removed", "Retention", "3,650 days");
        anExportThatAStrangerChecks();
        inAudit("17 the heads to hold against mails", "Proof", "Each head covers");
        inAudit("18 all crises of the quarter", "Report", "Time to the first word");
        aSearch();
        assertThat(forms)
                .as("20 nothing that changes anything")
                .allSatisfy(form -> assertThat(MAY_SEND).anyMatch(form::endsWith));
        clicks.put("20 change nothing", 0);

        LOG.info("Clicks of an auditor from the front page: {}", clicks);
        assertThat(clicks)
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(
                        (question, needed) -> assertThat(needed).as(question).isLessThanOrEqualTo(MOST_CLICKS));
        assertThat(browser.complaints()).isEmpty();
    }

    private void aCaseInWhichMuchWentWrong() {
        as("pr");
        isAbout(plan.open(new CrisisReport(
                        "Accounts leaked 账户泄露",
                        "A list of accounts is for sale.",
                        Set.of(Kind.TECHNICAL),
                        Map.of("leakedUsers", 20_000L)))
                .number());
        identities.clearAuthentication();
        engineWorks();
        teamAnswers(open("User_VerifyReport").get(0));
        as("service");
        int note = notes.add(number, "A user called and left a phone number.", null, null);
        identities.clearAuthentication();
        // nobody does anything for half a day
        ClockUtil.setCurrentTime(
                Date.from(ClockUtil.getCurrentTime().toInstant().plus(Duration.ofHours(12))));
        engineWorks();
        teamWorksUntil("User_ApproveStatement");
        Task approval = open("User_ApproveStatement").get(0);
        teamAnswers(approval, "verdict", "reject", "verdictComment", "Say since when.");
        as("tech");
        plan.reportFacts(number, Map.of("leakedUsers", 2_000L));
        identities.clearAuthentication();
        engineWorks();
        teamWorksUntil("User_ConsentToDowngrade");
        teamAnswers(open("User_ConsentToDowngrade").get(0));
        as("tech");
        plan.reportFacts(number, Map.of("leakedUsers", 500_000L));
        identities.clearAuthentication();
        engineWorks();
        as("admin");
        runtime.setVariable(
                runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .rootProcessInstances()
                        .singleResult()
                        .getId(),
                "byHand",
                true);
        plan.eraseWords(number, note, "Request 12");
        identities.clearAuthentication();
        for (int answered = 0;
                answered < 120 && crises.find(number).orElseThrow().phase() != Phase.CLOSED;
                answered++) {
            List<Task> left = tasks.createTaskQuery()
                    .processInstanceBusinessKey(number)
                    .orderByTaskCreateTime()
                    .asc()
                    .list();
            assertThat(left).as("open tasks").isNotEmpty();
            teamAnswers(left.get(0));
        }
    }

    private void as(String person) {
        identities.setAuthentication(
                person,
                identities.createGroupQuery().groupMember(person).list().stream()
                        .map(org.camunda.bpm.engine.identity.Group::getId)
                        .toList());
    }

    /** From the front page: the audit, the dossier of the case, its section. */
    private void inTheDossier(String question, String section, String answer) {
        int before = browser.deeds();
        if (!browser.path().contains("/dossier")) {
            toTheDossier();
            wayToTheDossier = browser.deeds() - before;
            before = browser.deeds();
        }
        browser.click(By.cssSelector("a[href='#" + section + "']"));
        assertThat(browser.see(By.id(section)).getText()).as(question).containsPattern("(?s)" + answer);
        // each question may be the first: the way to the dossier counts for every one
        asked(question, before - wayToTheDossier);
    }

    private int toTheDossier() {
        browser.open("/");
        int before = browser.deeds();
        browser.click(By.linkText("Audit"));
        browser.click(By.cssSelector("a[href$='/crises/" + number + "/dossier']"));
        browser.see(By.id("summary"));
        return before;
    }

    private void inAudit(String question, String place, String answer) {
        browser.open("/");
        int before = browser.deeds();
        browser.click(By.linkText("Audit"));
        browser.click(By.linkText(place));
        browser.see(
                By.tagName("main"),
                page -> Pattern.compile(answer, Pattern.DOTALL)
                        .matcher(page.getText())
                        .find());
        asked(question, before);
    }

    private void decisionInCockpit() {
        int before = toTheDossier();
        browser.click(By.cssSelector("a[href='#decisions']"));
        browser.click(By.cssSelector("#decisions a[href*='#/decision-instance/']"));
        browser.see(
                By.cssSelector(".tjs-container, .dmn-decision-table-container"),
                table -> table.getText().contains("R24: the worst"));
        clicks.put("2 the rule that fired, marked in Cockpit", browser.deeds() - before);
    }

    private void anExportThatAStrangerChecks() throws IOException, InterruptedException {
        int before = toTheDossier();
        byte[] zip = browser.download(By.cssSelector("form[action$='record.zip']"));
        clicks.put("17 take it along, and prove it", browser.deeds() - before + 1);
        Path file = folder.resolve("record.zip");
        Files.write(file, zip);
        Path verifier = folder.resolve("verify.py");
        try (var program = getClass().getResourceAsStream("/audit/verify.py")) {
            Files.write(verifier, java.util.Objects.requireNonNull(program).readAllBytes());
        }
        Process check = new ProcessBuilder("python3", verifier.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).contains("WHOLE  " + number);
    }

    private void aSearch() {
        browser.open("/");
        int before = browser.deeds();
        browser.click(By.linkText("Audit"));
        browser.write(By.name("q"), "账户泄露 inventory");
        browser.click(By.cssSelector("main form button"));
        assertThat(browser.see(By.cssSelector("main table")).getText()).contains(number);
        asked("19 find it by a word", before);
    }

    private void asked(String question, int before) {
        clicks.put(question, browser.deeds() - before);
        forms.addAll(browser.addressesOfForms());
    }
}
