package org.crisisplan.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser as a person uses it: it clicks, writes, reads, takes pictures, and remembers what the pages complained of. */
class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Path PICTURES = Path.of("target", "story");
    private static final int DESK_WIDTH = 1280;
    private static final int DESK_HEIGHT = 900;
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;
    private static final int LONGEST_PICTURE = 5000;

    private final ChromeDriver driver;
    private final String address;
    private final List<String> complaints = new ArrayList<>();
    private boolean phone;

    /**
     * @param address where the application is
     * @param language as set in the browser, such as zh-CN
     */
    Browser(String address, String language) {
        this.address = address;
        this.driver = started(language);
        atDesk();
    }

    private static ChromeDriver started(String language) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Chromium.program().toFile());
        options.addArguments(
                "--headless=new",
                // containers and build machines have no sandbox for browsers; it opens nothing but our own pages
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=" + language);
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", console);
        // browser and driver are both named, so nothing is looked up or downloaded
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Chromium.driver().toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    void atDesk() {
        phone = false;
        screen(DESK_WIDTH, DESK_HEIGHT);
    }

    void onPhone() {
        phone = true;
        screen(PHONE_WIDTH, PHONE_HEIGHT);
    }

    void open(String path) {
        driver.get(address + path);
    }

    /** The address of the page without the application's own. */
    String path() {
        return driver.getCurrentUrl().replace(address, "");
    }

    String text() {
        return see(By.tagName("body")).getText();
    }

    /** Whether it is there at once; see {@link #see} for what comes soon. */
    boolean has(By what) {
        return driver.findElements(what).stream().anyMatch(WebElement::isDisplayed);
    }

    /** What is on the page, or comes soon. */
    WebElement see(By what) {
        return until("to see " + what, () -> {
            WebElement found = driver.findElement(what);
            return found.isDisplayed() ? found : null;
        });
    }

    /** Waits until nothing on the page is like that any more. */
    void gone(By what, Predicate<WebElement> such) {
        until("that nothing is left of " + what, () -> {
            List<WebElement> left = driver.findElements(what);
            return left.stream().anyMatch(such) ? null : Boolean.TRUE;
        });
    }

    /** Waits until what is on the page is as wanted. */
    WebElement see(By what, Predicate<WebElement> asWanted) {
        return until("to see as wanted " + what, () -> {
            WebElement found = driver.findElement(what);
            return asWanted.test(found) ? found : null;
        });
    }

    /** Clicks as soon as it can be clicked: what fades in or moves away is waited for, as a person would. */
    void click(By what) {
        until("to click " + what, () -> {
            WebElement found = driver.findElement(what);
            inView(found);
            if (!found.isEnabled()) {
                return null;
            }
            found.click();
            return found;
        });
    }

    /** Ticks a box or chooses an answer. A form that is just being drawn again loses a click, so it is looked whether it is chosen. */
    void choose(By box) {
        until("to choose " + box, () -> {
            WebElement found = driver.findElement(box);
            if (!found.isSelected()) {
                inView(found);
                found.click();
            }
            return found.isSelected() ? found : null;
        });
    }

    /**
     * Replaces what stands in a field, leaves it and looks whether it stays: a form takes over what was written a moment after the
     * last key or on leaving, and another field that is faster than any hand can make it forget.
     */
    void write(By field, String text) {
        until("to write into " + field, () -> {
            WebElement found = driver.findElement(field);
            if (text.equals(found.getDomProperty("value"))) {
                return found;
            }
            inView(found);
            found.sendKeys(Keys.chord(Keys.CONTROL, "a"), text, Keys.TAB);
            return null;
        });
    }

    /** How much of the page is to the right of the screen, in pixels. */
    long overflow() {
        return (Long) driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** A picture of the whole page, not only of what fits on the screen, in target/story. */
    void picture(String name) {
        listen();
        int width = phone ? PHONE_WIDTH : DESK_WIDTH;
        int height = phone ? PHONE_HEIGHT : DESK_HEIGHT;
        screen(width, Math.min(LONGEST_PICTURE, Math.max(height, wholeHeight())));
        byte[] picture = Base64.getDecoder()
                .decode((String) driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data"));
        screen(width, height);
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), picture);
        } catch (IOException noDisk) {
            throw new UncheckedIOException(noDisk);
        }
    }

    /** What the pages so far wrote on the console that is an error: failed requests, broken scripts, breaches of the content policy. */
    List<String> complaints() {
        listen();
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        driver.quit();
    }

    private void listen() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(Browser::isComplaint)
                .map(entry -> path() + ": " + entry.getMessage())
                .forEach(complaints::add);
    }

    private static boolean isComplaint(LogEntry entry) {
        return entry.getLevel().intValue() >= Level.SEVERE.intValue()
                || entry.getMessage().contains("Content Security Policy");
    }

    /** In Tasklist the page itself never scrolls, its panes do. */
    private int wholeHeight() {
        return ((Long) driver.executeScript("""
                        const panes = [...document.querySelectorAll('.task-details > .content')];
                        const hidden = panes.map(pane => pane.scrollHeight - pane.clientHeight);
                        return Math.max(document.documentElement.scrollHeight, innerHeight + Math.max(0, ...hidden));
                        """)).intValue();
    }

    private void screen(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    private void inView(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
    }

    private <T> T until(String what, Supplier<T> attempt) {
        try {
            return new WebDriverWait(driver, PATIENCE, GLANCE)
                    .withMessage(() -> "Waited " + what + " on " + path())
                    .until(page -> now(attempt));
        } catch (TimeoutException stuck) {
            picture("where-it-stopped");
            throw stuck;
        }
    }

    private static <T> @Nullable T now(Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (NoSuchElementException | StaleElementReferenceException | ElementNotInteractableException notYet) {
            return null;
        }
    }
}
