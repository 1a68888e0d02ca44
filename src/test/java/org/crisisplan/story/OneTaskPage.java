package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.openqa.selenium.By;

/** Our own page for one task, which the mails link to. */
class OneTaskPage {

    static final By COMPLETE = By.id("complete");
    static final By SAVED = By.id("saved");
    static final By SAID = By.id("said");

    /** What the page says of a task that is not to be answered here any more. */
    static final By OVER = By.cssSelector("main.task:not(:has(#complete)) > .card h2");

    private final Browser browser;

    OneTaskPage(Browser browser) {
        this.browser = browser;
    }

    static String of(String task) {
        return "/tasks/" + task;
    }

    CrisisForm form(JsonNode schema) {
        browser.see(COMPLETE, button -> button.isEnabled());
        return new CrisisForm(browser, schema);
    }

    void complete() {
        browser.click(COMPLETE);
        browser.see(By.cssSelector("#said:not([hidden]), main.task:not(:has(#complete)) > .card h2"));
        assertThat(browser.has(SAID)).as(() -> "refused: " + browser.text()).isFalse();
        browser.see(OVER);
    }
}
