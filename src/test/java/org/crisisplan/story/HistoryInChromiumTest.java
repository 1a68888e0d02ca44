package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** An auditor reads the history of a closed case in Cockpit, which community Cockpit itself does not show. */
class HistoryInChromiumTest extends InChromium {

    private static final By FORBIDDEN = By.cssSelector(
            ".btn-toolbar, .action-button, [ng-click^='openDialog'], [ng-click^='deleteVariable'], [ng-click^='enableEditMode']");

    @Test
    void anAuditorFollowsAClosedCaseFromItsPageThroughItsHistory() {
        reported("One picture is missing", Set.of(Kind.CONTENT), Map.of());
        teamAnswers(open("User_VerifyReport").get(0), "content", true);
        teamAnswers(open("User_HandleCase").get(0));
        assertThat(crises.find(number).orElseThrow().phase().isOver()).isTrue();

        frontPage.as("auditor");
        browser.open("/crises/" + number);
        browser.click(By.linkText("Its processes in Cockpit"));

        browser.see(By.cssSelector(".cp-steps"));
        browser.see(By.cssSelector(".cp-paper [data-element-id='User_VerifyReport'].cp-done"));
        assertThat(browser.see(By.cssSelector(".cp-head")).getText())
                .contains(number, "One picture is missing", "Level 3", "finished");
        assertThat(shown()).contains("Verify the report", "R02 R32", "Verifying");
        // the way that it went, and not the one that it did not go
        assertThat(browser.has(By.cssSelector(".cp-paper .cp-taken"))).isTrue();
        assertThat(browser.has(By.cssSelector(".cp-paper [data-element-id='Call_HandleAndRecover'].cp-done")))
                .isFalse();
        browser.picture("history-instance");

        view("tasks");
        browser.see(By.cssSelector(".cp-tasks"));
        assertThat(shown()).contains("customerService", "on time", "Who was made responsible");
        view("values");
        browser.see(By.cssSelector(".cp-changes"));
        assertThat(shown()).contains("service", "real crisis", "caseRecord");
        view("called");
        browser.click(By.linkText("Grade the crisis"));
        view("decisions");
        browser.see(By.cssSelector(".cp-rules"));
        assertThat(shown()).contains("R26", "plan v");
        browser.picture("history-decisions");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theListIsInTheReadersLanguageAndOffersAnAuditorNothingToChange() {
        paymentFails();
        browser.speaks("zh-CN");
        frontPage.as("auditor");
        browser.open("/audit/processes/" + number);
        browser.see(By.cssSelector(".cp-steps"));
        browser.click(By.linkText("危机响应"));
        browser.see(By.cssSelector(".cp-instances"));
        browser.write(By.name("number"), number);
        browser.click(By.cssSelector(".cp-filter button"));
        browser.see(By.cssSelector(".cp-pager"), bar -> bar.getText().contains("第 1–1 条，共 1 条"));
        assertThat(browser.text()).contains("实例", "进行中", number, "预案 v");
        browser.click(By.cssSelector(".cp-figures summary"));
        browser.see(By.cssSelector(".cp-figures table"));
        browser.picture("history-process-zh");

        browser.click(By.linkText(number));
        browser.see(By.cssSelector(".cp-steps"));
        browser.click(By.linkText("运行"));
        browser.see(By.cssSelector(".ctn-content [ng-click^='Tabs.selectTab']"));
        assertThat(browser.has(FORBIDDEN)).isFalse();
        String runtime = browser.path();
        assertThat(browser.complaints()).isEmpty();

        // whoever may change it still sees them
        frontPage.as("admin");
        browser.open(runtime);
        browser.see(FORBIDDEN);
    }

    private String shown() {
        // a view's parts come each on their own
        return browser.see(By.cssSelector(".cp-view"), view -> !view.getText().contains("Loading …"))
                .getText();
    }

    private void view(String name) {
        browser.click(By.cssSelector("[data-view='" + name + "']"));
    }
}
