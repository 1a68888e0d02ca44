package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
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

    CrisisForm on(String key, LocalDate day) {
        return write(key + "-date", DateTimeFormatter.ofPattern("MM/dd/yyyy").format(day));
    }

    /** The form's clock goes in steps of five minutes. */
    CrisisForm at(String key, LocalDateTime moment) {
        LocalDateTime step = moment.minusMinutes(moment.getMinute() % 5);
        return on(key, step.toLocalDate())
                .write(key + "-time", DateTimeFormatter.ofPattern("HH:mm").format(step));
    }

    CrisisForm tick(String key) {
        browser.choose(field(key));
        return this;
    }

    /** Puts something in the place of a part of what stands in the field. */
    CrisisForm fillIn(String key, String part, String with) {
        String before = read(key);
        assertThat(before).contains(part);
        return write(key, before.replace(part, with));
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
