package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** The live page in a real browser: it changes by itself, keeps what is being typed, fits a phone, and everybody can use our pages. */
class LiveInChromiumTest extends InChromium {

    @BeforeEach
    void reportACrisis() {
        paymentFails();
    }

    @Test
    void thePageChangesByItselfAndNothingThatIsTypedIsLost() {
        frontPage.as("pr");
        browser.open("/crises/" + number);
        browser.write(By.name("text"), "Half a sen");

        plan.reportFacts(number, Map.of("leakedUsers", 900_000));

        browser.see(
                By.cssSelector("[data-live=numbers]"), part -> part.getText().contains("900,000"));
        browser.see(By.id("new-acts"), counter -> counter.getText().contains("new since you opened this page"));
        assertThat(browser.see(By.name("text")).getDomProperty("value")).isEqualTo("Half a sen");
        assertThat(browser.see(By.cssSelector(".bar-clock .due")).getText()).containsPattern("\\d+ min \\d{2} s left");
        browser.picture("live-changed");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theFrontPageListsACrisisThatIsReportedMeanwhile() {
        browser.speaks("zh-CN");
        frontPage.as("pr");
        plan.reportFacts(number, Map.of("leakedUsers", 900_000));
        browser.see(By.id("crisis-" + number));
        browser.see(By.cssSelector("[data-live=lists]"), part -> part.getText().contains("疑似一级"));
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "zh-CN"})
    void itFitsAPhoneAndADesk(String language) {
        browser.speaks(language);
        frontPage.as("tech");
        for (boolean phone : new boolean[] {true, false}) {
            if (phone) {
                browser.onPhone();
            } else {
                browser.atDesk();
            }
            for (String page : new String[] {"/", "/crises/" + number}) {
                browser.open(page);
                browser.see(By.cssSelector(".live-line"));
                assertThat(browser.overflow()).as(page).isZero();
                browser.picture("live%s-%s-%s"
                        .formatted(page.length() > 1 ? "-crisis" : "-front", language, phone ? "phone" : "desk"));
            }
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "zh-CN"})
    void everybodyCanUseOurPages(String language) {
        browser.speaks(language);
        assertAccessible("/login");
        assertAccessible("/status");
        assertAccessible("/report");
        frontPage.as("admin");
        for (String page : new String[] {
            "/crises/" + number, "/", "/crises", "/crises/" + number + "/record", "/signals", "/outbox", "/plan"
        }) {
            assertAccessible(page);
        }
        frontPage.as("pr");
        assertAccessible("/crises/" + number);
        browser.onPhone();
        assertAccessible("/crises/" + number);
    }

    private void assertAccessible(String page) {
        browser.open(page);
        assertThat(browser.accessibilityFindings()).as(page).isEmpty();
    }
}
