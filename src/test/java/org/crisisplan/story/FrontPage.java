package org.crisisplan.story;

import java.util.Collection;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The login and the page behind it: my tasks, open crises, and in the demonstration the real cases. */
class FrontPage {

    private static final By MY_TASKS = By.cssSelector("section[aria-labelledby=mine]");
    private static final By LOGOUT = By.cssSelector("form[action='/logout'] button");
    private static final By USERNAME = By.name("username");

    private final Browser browser;

    FrontPage(Browser browser) {
        this.browser = browser;
    }

    /** It is this person's turn: who has logged in before goes on in a browser of their own, whoever has not logs in. */
    FrontPage as(String person) {
        boolean before = browser.goOnAs(person);
        browser.open("/");
        if (!before || !browser.has(LOGOUT)) {
            enter(person);
            browser.see(LOGOUT);
        }
        return this;
    }

    /** The link of a mail: straight to the task, or through the login to it. */
    OneTaskPage followMail(String person, String task) {
        browser.goOnAs(person);
        browser.follow(OneTaskPage.of(task));
        if (browser.has(USERNAME)) {
            enter(person);
        }
        return new OneTaskPage(browser);
    }

    /** Fills in the login page that is shown. */
    void enter(String person) {
        browser.isNowOf(person);
        browser.write(USERNAME, person);
        browser.write(By.name("password"), "demo");
        browser.click(By.cssSelector("form button"));
    }

    void logout() {
        browser.click(LOGOUT);
        browser.see(USERNAME);
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
        return browser.see(By.cssSelector(".bar .number")).getText();
    }

    /** @return which of them this person is asked to do, as the list of one's own tasks says */
    String listed(Collection<String> tasks) {
        WebElement link = browser.see(link(tasks));
        return String.valueOf(link.getDomAttribute("id")).substring("task-".length());
    }

    /** In Tasklist, for those who live in it. */
    TasklistPage openInTasklist(String task) {
        browser.follow(TasklistPage.of(task));
        return new TasklistPage(browser).showsTask();
    }

    private static By link(Collection<String> tasks) {
        return By.cssSelector(
                tasks.stream().map(task -> "[id='task-" + task + "']").collect(Collectors.joining(", ")));
    }
}
