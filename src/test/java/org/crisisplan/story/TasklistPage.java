package org.crisisplan.story;

import com.fasterxml.jackson.databind.JsonNode;
import org.openqa.selenium.By;

/** Camunda Tasklist with one task open. */
class TasklistPage {

    private static final String APP = "/camunda/app/tasklist/default/";
    private static final By CARD = By.cssSelector("section.task-card");
    private static final By FORM = By.cssSelector("section.task-card form.fjs-form");
    private static final By CLAIM = By.cssSelector("button.claim");
    private static final By CLAIMED = By.cssSelector("button.unclaim");
    private static final By COMPLETE = By.cssSelector(".form-actions button.btn-primary");

    private final Browser browser;

    TasklistPage(Browser browser) {
        this.browser = browser;
    }

    static String app() {
        return APP;
    }

    /** Where Tasklist shows the task. */
    static String of(String task) {
        return APP + "#/?task=" + task;
    }

    TasklistPage showsTask() {
        browser.see(CARD);
        browser.see(FORM);
        return this;
    }

    TasklistPage claim() {
        if (!browser.has(CLAIMED)) {
            browser.click(CLAIM);
            browser.see(CLAIMED);
        }
        return this;
    }

    CrisisForm form(JsonNode schema) {
        return new CrisisForm(browser, schema);
    }

    /** Tasklist goes on to nothing or to the next task, which is not this person's yet. */
    void complete() {
        browser.click(COMPLETE);
        browser.gone(CLAIMED, claimed -> true);
    }
}
