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

    /** Opens a view of the tasks, such as those of one's departments, and there a task of the crisis. */
    TasklistPage openFrom(String view, String task, String number) {
        browser.click(By.xpath("//*[contains(@class, 'tasks-filters')]//a[contains(., '%s')]".formatted(view)));
        browser.click(By.xpath("//*[contains(@class, 'tasks-list')]//li[contains(., '%s')]//a[contains(., '%s')]"
                .formatted(number, task)));
        return this;
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

    void complete() {
        browser.click(COMPLETE);
        browser.gone(OPEN_TASK);
    }
}
