package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * From the report to what the public reads, for each of the crises that the plan tells apart: what fails, what is read, what is said.
 * People work on our own pages, from the crisis to their task and back.
 */
class FirstWordsInChromiumTest extends InChromium {

    private static final By MY_TASK = By.id("my-task");
    private static final By START =
            By.cssSelector(".modal-dialog .modal-footer button.btn-primary, .modal-footer button.btn-primary");

    /** The title under which the public reads it. */
    private String published = "";

    @Test
    void aPaymentOutageOfWhichNobodyKnowsTheCause() {
        frontPage.as("service");
        browser.click(By.cssSelector(".heading a.button.primary"));
        browser.see(By.cssSelector("form.fjs-form"));
        new CrisisForm(browser, formNamed("report-crisis"))
                .fill(CrisisForm.answers(
                        "title", "Card payments are refused",
                        "description", "The gateway answers nothing since nine.",
                        "serviceDown", true));
        browser.picture("first-words-reported");
        browser.click(START);
        isAbout(numberOf("Card payments are refused"));
        engineWorks();

        theirTurn(
                "tech",
                "isCrisis",
                "yes",
                "serviceDown",
                true,
                "businessInterrupted",
                "complete",
                "keyBusiness",
                "payment");
        theirTurn("legal", "verdict", "approve");

        assertThat(publicReads("en-US"))
                .contains(
                        "Disruption of our service",
                        "Our service is disrupted",
                        "do not repeat it",
                        "We are investigating the cause")
                .contains("We are sorry for the disruption", "no later than")
                .doesNotContain("The cause.", "apolog", "refused", "gateway");
        crisisSaysWhatThePublicKnows();
    }

    @Test
    void anArticleThatInsultsOnAPhoneInChinese() {
        browser.speaks("zh-CN");
        browser.onPhone();
        reported("文章侮辱用户", Set.of(Kind.CONTENT), Map.of("topMediaRepost", true, "discussions", 150_000));

        theirTurn(personFor(open("User_VerifyReport").get(0)), "isCrisis", "yes");
        theirTurn("legal", "verdict", "approve");

        assertThat(publicReads("zh-CN"))
                .contains("本站有关内容受到批评", "请向我们举报", "只发布经过核实的信息")
                .doesNotContain("致歉", "侮辱");
        crisisSaysWhatThePublicKnows();
    }

    @Test
    void aRumourIsDeniedOnceWithWhatIsTrue() {
        browser.onPhone();
        reported(
                "Cards are said to be charged twice",
                Set.of(Kind.TECHNICAL),
                Map.of("topMediaRepost", true, "discussions", 150_000));
        teamWorksUntil("User_ConcludeAssessment");
        answers(
                "User_ConcludeAssessment",
                "responsibility",
                "rumour",
                "escalationRisk",
                "low",
                "assessmentSummary",
                "Nobody here has said so, and nothing of it is true.");
        teamWorksUntil("User_DraftStatement");

        answers("User_DraftStatement", "draftDecision", "facts-zh", "verifiedFactsZh", "所有订单均只扣款一次");
        answers("User_DraftStatement", "draftDecision", "facts-en", "verifiedFactsEn", "Every order was charged once");
        answers("User_DraftStatement", "draftDecision", "submit");
        while (!open("User_ApproveStatement").isEmpty()) {
            answers("User_ApproveStatement", "verdict", "approve");
        }

        assertThat(publicReads("en-US"))
                .contains("they are not true", "Every order was charged once", "do not pass these claims on");
        assertThat(lastPost()).doesNotContain("sorry", "apolog");
        browser.open("/status/" + number + "?lang=zh");
        assertThat(browser.text()).contains("有关说法不属实", "所有订单均只扣款一次");
    }

    /** The person opens the crisis, does there what it asks of them, and comes back to it. */
    private void theirTurn(String person, Object... answer) {
        frontPage.as(person);
        browser.open("/crises/" + number);
        browser.click(MY_TASK);
        String task = browser.path().substring(browser.path().lastIndexOf('/') + 1);
        String step = tasks.createTaskQuery().taskId(task).singleResult().getTaskDefinitionKey();
        OneTaskPage page = new OneTaskPage(browser);
        page.form(formOf(task)).fill(CrisisForm.answers(answer));
        browser.assertUsableByEverybody();
        assertThat(browser.overflow()).as(step).isZero();
        browser.picture("first-words-%s-%s".formatted(number, step));
        page.complete();
        engineWorks();
        browser.click(By.cssSelector("main a[href='/crises/%s']".formatted(number)));
    }

    /** Somebody who is asked follows the link of the mail. */
    private void answers(String step, Object... answer) {
        Task task = open(step).get(0);
        JsonNode form = formOf(task.getId());
        OneTaskPage page = frontPage.followMail(personFor(task), task.getId());
        CrisisForm shown = page.form(form).fill(CrisisForm.answers(answer));
        if (step.equals("User_DraftStatement")) {
            assertThat(shown.read("strategyHint")).contains("Deny it once").doesNotContainPattern("\\p{IsHan}");
        }
        assertThat(browser.overflow()).as(step).isZero();
        browser.assertUsableByEverybody();
        browser.picture("first-words-%s-%s-%s".formatted(number, step, answer[1]));
        page.complete();
        engineWorks();
    }

    /** Anybody, without a login. */
    private String publicReads(String language) {
        browser.goOnAs("");
        browser.speaks(language);
        browser.open("/status/" + number);
        assertThat(browser.overflow()).as("the public page").isZero();
        browser.assertUsableByEverybody();
        browser.picture("first-words-%s-public".formatted(number));
        published = browser.see(By.cssSelector("h1.title")).getText();
        return browser.text();
    }

    private String lastPost() {
        return browser.see(By.cssSelector(".posts li")).getText();
    }

    private void crisisSaysWhatThePublicKnows() {
        frontPage.as("pr");
        browser.open("/crises/" + number);
        assertThat(browser.see(By.cssSelector("[data-live=public]")).getText()).contains(published);
        assertThat(browser.overflow()).as("the crisis").isZero();
        browser.assertUsableByEverybody();
        browser.picture("first-words-%s-crisis".formatted(number));
        assertThat(browser.complaints()).isEmpty();
    }
}
