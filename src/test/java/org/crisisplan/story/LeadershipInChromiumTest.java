package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.crisisplan.improvement.TrainingRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;
import org.springframework.beans.factory.annotation.Autowired;

/** Leading a response on a phone, between shifts (R43), and keeping who was trained (R60). */
class LeadershipInChromiumTest extends InChromium {

    @Autowired
    TrainingRecords trainings;

    @BeforeEach
    void reportACrisis() {
        paymentFails();
    }

    @Test
    void theLeadLogsADecisionAndHandsOverToTheNextShift() {
        browser.onPhone();
        frontPage.as("pr");
        browser.open("/crises/" + number);
        browser.click(By.id("to-decisions"));
        browser.see(By.id("decide"));
        browser.click(By.cssSelector("#decide > summary"));
        browser.write(By.name("decision"), "Switch to the second payment provider");
        browser.write(By.name("options"), "Wait; switch; close the shop");
        browser.write(By.name("known"), "The provider names no time.");
        browser.write(By.name("why"), "Each hour costs more than its fees.");
        browser.click(By.cssSelector("#decision-form button"));
        browser.see(By.id("flash"));
        assertThat(browser.text()).contains("Switch to the second payment provider", "Each hour costs more");

        browser.click(By.cssSelector("#lead details > summary"));
        new Select(browser.see(By.name("to"))).selectByValue("tech");
        browser.write(By.name("openPoints"), "The provider calls back at six.");
        browser.click(By.cssSelector("#lead-form button"));
        browser.see(By.id("leader"), leader -> leader.getText().equals("tech"));
        assertThat(browser.overflow()).isZero();
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.picture("lead-handed-over-on-phone");

        frontPage.as("tech");
        browser.open("/crises/" + number);
        assertThat(browser.see(By.id("leader")).getText()).isEqualTo("tech");
        assertThat(browser.see(By.id("open-points")).getText()).isEqualTo("The provider calls back at six.");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en-US, Records of training, Improvement", "zh-CN, 培训记录, 改进"})
    void whoWasTrainedIsKeptAndAWrongRecordStaysToBeRead(String language, String title, String improvement) {
        browser.speaks(language);
        browser.onPhone();
        frontPage.as("service");
        browser.open("/improvement/training");
        browser.write(By.name("person"), "Night shift " + language);
        browser.write(By.name("topic"), "What to say after a leak");
        browser.write(By.name("evidence"), "List of attendees 12");
        browser.set(By.name("heldOn"), "2026-01-15");
        browser.set(By.name("validUntil"), "2026-01-14");
        browser.click(By.cssSelector("#training-form button"));
        browser.see(By.id("refused"));
        assertThat(browser.valueOf(By.name("person")))
                .as("nothing typed is lost")
                .isEqualTo("Night shift " + language);

        browser.set(By.name("validUntil"), "2027-01-14");
        browser.click(By.cssSelector("#training-form button"));
        browser.see(By.id("flash"));
        assertThat(browser.text()).contains(title, "Night shift " + language);
        browser.picture("training-" + language);
        browser.click(By.cssSelector("form[action$='/withdraw'] button[aria-label*='Night shift " + language + "']"));
        browser.see(By.id("flash"));
        assertThat(trainings.all())
                .filteredOn(one -> one.person().equals("Night shift " + language))
                .allSatisfy(one -> assertThat(one.isWithdrawn()).isTrue());
        assertThat(browser.overflow()).isZero();
        assertThat(browser.accessibilityFindings()).isEmpty();

        browser.open("/improvement");
        assertThat(browser.text()).contains(improvement);
        assertThat(browser.overflow()).isZero();
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.picture("improvement-" + language);
        assertThat(browser.complaints()).isEmpty();
    }
}
