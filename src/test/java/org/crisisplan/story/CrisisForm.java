package org.crisisplan.story;

import org.openqa.selenium.By;

/** A form of the plan as Tasklist shows it; fields by their key, answers by what stands beside them. */
class CrisisForm {

    private final Browser browser;

    CrisisForm(Browser browser) {
        this.browser = browser;
    }

    CrisisForm write(String key, String text) {
        browser.write(field(key), text);
        return this;
    }

    CrisisForm write(String key, Number value) {
        return write(key, value.toString());
    }

    /** One of the answers that are all visible. */
    CrisisForm choose(String key, String answer) {
        browser.choose(By.xpath("//label[starts-with(normalize-space(), '%s')]/input[contains(@id, '-Field_%s-')]"
                .formatted(answer, key)));
        return this;
    }

    /** One of the answers in a list that opens. */
    CrisisForm select(String key, String answer) {
        browser.click(By.cssSelector("[id$='-Field_%s-display']".formatted(key)));
        browser.click(By.xpath("//*[contains(@class, 'fjs-dropdownlist-item')][starts-with(normalize-space(), '%s')]"
                .formatted(answer)));
        return this;
    }

    CrisisForm tick(String key) {
        browser.choose(field(key));
        return this;
    }

    /** What stands in the field, once something does. */
    String read(String key) {
        return browser.see(field(key), field -> !field.getDomProperty("value").isEmpty())
                .getDomProperty("value");
    }

    private static By field(String key) {
        return By.cssSelector("[id$='-Field_%s']".formatted(key));
    }
}
