package org.crisisplan.story;

import org.openqa.selenium.By;

/** Camunda Tasklist with one task open. */
class TasklistPage {

    private static final By OPEN_TASK = By.cssSelector("section.task-card");
    private static final By FORM = By.cssSelector("section.task-card form.fjs-form");
    private static final By CLAIM = By.cssSelector("button.claim");
    private static final By CLAIMED = By.cssSelector("button.unclaim");
    private static final By COMPLETE = By.cssSelector(".form-actions button.btn-primary");

    private final Browser browser;

    TasklistPage(Browser browser) {
        this.browser = browser;
    }

    TasklistPage showsTask(String name) {
        browser.see(OPEN_TASK, card -> card.getText().contains(name));
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

    CrisisForm form() {
        return new CrisisForm(browser);
    }

    /** Tasklist goes on to nothing or to the next task; the completed one is not shown any more. */
    void complete(String name) {
        browser.click(COMPLETE);
        browser.gone(OPEN_TASK, card -> card.getText().contains(name));
    }
}
