package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.crisisplan.web.BilingualText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** One task on a phone: read, filled in wrongly and rightly, through an expired login, by two people at once, and without a mouse. */
class TaskPageInChromiumTest extends InChromium {

    private static final String REASON = "falseAlarmReason";
    private static final Pattern TAKEN = Pattern.compile("Technology took it at .*\\d\\d:\\d\\d");
    private static final int FORM_BEGINS = 420;

    private String task;

    @BeforeEach
    void reportACrisis() {
        paymentFails();
        task = taskOf("User_VerifyReport");
    }

    @ParameterizedTest
    @CsvSource({"en-US, Please fill this in., Done", "zh-CN, 请填写此项。, 已完成"})
    void aTaskIsDoneOnAPhoneInOneLanguage(String language, String missing, String done) {
        CrisisForm form = open(language, "tech");
        Locale reader = Locale.forLanguageTag(language);
        Locale other = language.startsWith("zh") ? Locale.ENGLISH : Locale.CHINESE;
        String question = form.label("isCrisis", reader);
        assertThat(browser.text())
                .contains(
                        number,
                        BilingualText.of(open("User_VerifyReport").get(0).getName(), reader),
                        question)
                .doesNotContain(form.label("isCrisis", other), "Select");
        if (language.startsWith("en")) {
            assertThat(browser.text().replace("Payment fails 支付失败", "")).doesNotContainPattern("\\p{IsHan}");
        }
        assertThat(browser.see(By.cssSelector(".fjs-form-field")).getLocation().getY())
                .as("where the form begins")
                .isLessThan(FORM_BEGINS);
        assertThat(browser.overflow()).isZero();
        browser.assertUsableByEverybody();
        browser.picture("task-" + language);

        browser.click(OneTaskPage.COMPLETE);
        browser.see(
                By.cssSelector(".fjs-form-field-error"),
                error -> error.getText().equals(missing));
        browser.see(OneTaskPage.SAID, said -> said.getText().contains(question));
        browser.picture("task-missing-" + language);

        form.fill(CrisisForm.answers("isCrisis", "yes", "content", true, "discussions", 2));
        browser.click(OneTaskPage.COMPLETE);
        browser.see(By.tagName("h2"), title -> title.getText().equals(done));
        assertThat(tasks.createTaskQuery().taskId(task).count()).isZero();
        assertThat(browser.complaints()).isEmpty();
        browser.assertUsableByEverybody();
    }

    @Test
    void aLoginThatEndsLosesNothing() {
        CrisisForm form = open("en-US", "tech");
        form.fill(CrisisForm.answers("isCrisis", "no", REASON, "Planned maintenance"));
        browser.see(OneTaskPage.SAVED, saved -> saved.getText().startsWith("Saved"));

        browser.forgetLogin();
        form.put(REASON, "Planned maintenance of the gateway");
        browser.see(OneTaskPage.SAID, said -> said.getText().contains("What you typed is kept"));
        browser.assertUsableByEverybody();
        browser.picture("task-login-ended");
        browser.click(By.cssSelector("#said a"));
        frontPage.enter("tech");

        assertThat(form.read(REASON)).isEqualTo("Planned maintenance of the gateway");
        assertThat(browser.isChosen(form.answer("isCrisis", "no"))).isTrue();
        browser.click(OneTaskPage.COMPLETE);
        browser.see(OneTaskPage.OVER, title -> title.getText().equals("Done"));
        assertThat(browser.text()).containsPattern("You did this at .*\\d\\d:\\d\\d");
    }

    @Test
    void ofTwoPeopleTheSecondReadsWhoIsAtItAndSinceWhen() {
        CrisisForm form = open("en-US", "service");
        tasks.claim(task, "tech");
        form.fill(CrisisForm.answers("isCrisis", "no", REASON, "A test"));
        browser.see(OneTaskPage.SAID, said -> TAKEN.matcher(said.getText()).find());
        browser.picture("task-two-people");
        browser.click(By.cssSelector("#said a"));
        browser.see(OneTaskPage.OVER, title -> title.getText().equals("A colleague does it"));
        assertThat(browser.text()).containsPattern(TAKEN);
        browser.assertUsableByEverybody();
        browser.picture("task-taken");
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo("tech");
    }

    @Test
    void ofTwoPeopleTheSlowerReadsWhoHasDoneItAndWhen() {
        CrisisForm form = open("en-US", "service");
        browser.click(form.answer("isCrisis", "yes"));
        browser.see(OneTaskPage.SAVED, saved -> saved.getText().startsWith("Saved"));
        // the administrator gives it to somebody else, who is done with it at once
        tasks.setAssignee(task, "tech");
        tasks.complete(task, Map.of("isCrisis", "no", REASON, "A test of the alarm"));
        browser.click(OneTaskPage.COMPLETE);
        browser.see(OneTaskPage.SAID, said -> said.getText().contains("did this at"));
        browser.picture("task-done-by-another");
        browser.click(By.cssSelector("#said a"));
        browser.see(OneTaskPage.OVER, title -> title.getText().equals("Done"));
        assertThat(browser.text()).containsPattern("did this at .*\\d\\d:\\d\\d");
    }

    @Test
    void aWholeTaskIsDoneWithTheKeyboardOnly() {
        frontPage.as("tech");
        goTo(By.id("task-" + task));
        browser.press(Keys.ENTER);
        CrisisForm form = new OneTaskPage(browser).form(formOf(task));
        goTo(form.answer("isCrisis", "yes"));
        browser.press(Keys.SPACE);
        browser.see(form.shown("widespreadComplaints"));
        goTo(form.focused("widespreadComplaints"));
        browser.press(Keys.ARROW_DOWN);
        browser.press(Keys.ENTER);
        goTo(OneTaskPage.COMPLETE);
        browser.picture("task-by-keyboard");
        browser.press(Keys.ENTER);
        browser.see(OneTaskPage.OVER, title -> title.getText().equals("Done"));
        assertThat(browser.text()).contains("You did this");
        goTo(By.cssSelector("main a[href='/']"));
        browser.press(Keys.ENTER);
        browser.see(By.cssSelector("section[aria-labelledby=mine]"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void tasklistShowsTheSameFormInOneLanguage() {
        browser.speaks("zh-CN");
        frontPage.as("tech");
        browser.open(TasklistPage.of(task));
        CrisisForm form = new TasklistPage(browser).showsTask().form(formOf(task));
        String question = form.label("isCrisis", Locale.CHINESE);
        browser.see(By.cssSelector("form.fjs-form"), shown -> shown.getText().contains(question));
        assertThat(browser.see(By.cssSelector("form.fjs-form")).getText())
                .doesNotContain("Select", form.label("isCrisis", Locale.ENGLISH));
        assertThat(browser.see(By.cssSelector("section.task-card")).getText())
                .contains(BilingualText.of(open("User_VerifyReport").get(0).getName(), Locale.CHINESE));
        assertThat(browser.has(By.cssSelector("a[translate='SET_FOLLOW_UP_DATE']")))
                .as("offers what only administrators may do")
                .isFalse();
        browser.picture("tasklist-form-zh-CN");
    }

    /** By the tabulator key alone, and one sees where one is. */
    private void goTo(By what) {
        browser.tabTo(what);
        assertThat(browser.showsTheFocus())
                .as("one sees that " + what + " has the focus")
                .isTrue();
    }

    private CrisisForm open(String language, String person) {
        browser.speaks(language);
        browser.onPhone();
        browser.open(OneTaskPage.of(task));
        frontPage.enter(person);
        return new OneTaskPage(browser).form(formOf(task));
    }
}
