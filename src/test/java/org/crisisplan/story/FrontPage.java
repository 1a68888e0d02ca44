package org.crisisplan.story;

import org.openqa.selenium.By;

/** The login and the page behind it: my tasks, open crises, and in the demonstration the real cases. */
class FrontPage {

    private static final By MY_TASKS = By.cssSelector("section[aria-labelledby=mine]");
    private static final By LOGOUT = By.cssSelector("form[action='/logout'] button");

    private final Browser browser;

    FrontPage(Browser browser) {
        this.browser = browser;
    }

    /** Whoever was there before logs out: one browser is one session. */
    FrontPage login(String person) {
        browser.open("/");
        if (browser.has(LOGOUT)) {
            logout();
        }
        enter(person);
        browser.see(LOGOUT);
        return this;
    }

    /** Fills in the login page that is shown. */
    void enter(String person) {
        browser.write(By.name("username"), person);
        browser.write(By.name("password"), "demo");
        browser.click(By.cssSelector("form button"));
    }

    void logout() {
        browser.click(LOGOUT);
        browser.see(By.name("username"));
    }

    /** By the link that every page has, web apps included. */
    FrontPage open() {
        browser.click(By.linkText("Situation"));
        browser.see(MY_TASKS);
        return this;
    }

    /** @return the number of the crisis that was opened and is shown now */
    String report(String realCase) {
        browser.click(By.cssSelector("form[action$='/demo/crises/%s'] button".formatted(realCase)));
        return browser.see(By.cssSelector("main > .number")).getText();
    }

    TasklistPage openTask(String number, String task) {
        browser.click(By.xpath(
                "//section[@aria-labelledby='mine']//li[contains(., '%s')]//a[contains(@href, '?task=')][contains(., '%s')]"
                        .formatted(number, task)));
        return new TasklistPage(browser).showsTask(task);
    }
}
