package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A browser as a person uses it: it clicks, writes, reads, takes pictures, and remembers what the pages complained of. There is one in
 * each JVM of the tests: starting it and filling its cache takes longer than most stories.
 */
class Browser {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(40);
    private static final Path PICTURES = Path.of("target", "story");
    private static final int DESK_WIDTH = 1280;
    private static final int DESK_HEIGHT = 900;
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;
    private static final int LONGEST_PICTURE = 5000;
    private static final int LONGEST_WAY = 60;

    private static @Nullable Browser started;

    private final ChromeDriver driver;
    private final String userAgent;
    /** The cookies of those who have logged in, as if each had a browser of their own. */
    private final Map<String, List<?>> sessions = new HashMap<>();

    private String address = "";
    private String person = "";
    private final Set<String> looked = new HashSet<>();
    /**
     * Tasklist asks for the open task and its values again and again, on a slow machine also when it has just been completed; a live
     * page asks once more for what is new when its reader has just logged out.
     */
    private static final Pattern LOOKED_FOR_ONCE_MORE = Pattern.compile(
            "/camunda/api/engine/engine/default/task/[0-9a-f-]{36}(/form-variables\\S*)? - Failed to load resource.*40[04]"
                    + "|/crises/\\S*(live|events|signals.json)\\S* - Failed to load resource.*401");

    private final List<String> complaints = new ArrayList<>();
    private boolean phone;
    private int deeds;

    private Browser() {
        this.driver = start();
        this.userAgent = driver.executeCdpCommand("Browser.getVersion", Map.of())
                .get("userAgent")
                .toString();
    }

    /** As it is when somebody opens it for the first time: at a desk, in English, and nobody is logged in. */
    static synchronized Browser openedAt(String address) {
        if (started == null) {
            Browser browser = new Browser();
            Runtime.getRuntime().addShutdownHook(new Thread(browser.driver::quit));
            started = browser;
        }
        started.begin(address);
        return started;
    }

    private void begin(String at) {
        goOnAs("");
        if (!at.equals(address)) {
            sessions.clear();
        }
        address = at;
        listen();
        complaints.clear();
        deeds = 0;
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", at, "storageTypes", "local_storage"));
        atDesk();
        speaks("en-US");
    }

    /** Looks at nothing, so that no live page goes on asking. */
    void leave() {
        driver.get("about:blank");
    }

    /** @param language as set in the browser, such as zh-CN */
    void speaks(String language) {
        driver.executeCdpCommand(
                "Emulation.setUserAgentOverride", Map.of("userAgent", userAgent, "acceptLanguage", language));
    }

    private static ChromeDriver start() {
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
                "--force-prefers-reduced-motion",
                "--lang=en-US");
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

    /** Opens what a link of a mail or a list leads to: one click. */
    void follow(String path) {
        open(path);
        deeds++;
    }

    /** As if the session had run out on the server. */
    void forgetLogin() {
        sessions.remove(person);
        person = "";
        clearCookies();
    }

    /**
     * Another person's turn, in the browser where they have logged in: the others' stay as they are.
     *
     * @param next nobody if empty
     * @return whether they have logged in before
     */
    boolean goOnAs(String next) {
        leave();
        keepCookies();
        clearCookies();
        person = next;
        List<?> cookies = sessions.getOrDefault(next, List.of());
        if (!cookies.isEmpty()) {
            driver.executeCdpCommand("Network.setCookies", Map.of("cookies", cookies));
        }
        return !cookies.isEmpty();
    }

    /** Whoever logs in without having been called before. */
    void isNowOf(String whoLogsIn) {
        person = whoLogsIn;
    }

    private void keepCookies() {
        if (!person.isEmpty()) {
            sessions.put(person, (List<?>)
                    driver.executeCdpCommand("Network.getAllCookies", Map.of()).get("cookies"));
        }
    }

    private void clearCookies() {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
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

    /** Whether it is there, or comes within the time given. */
    boolean comes(By what, Duration within) {
        try {
            new WebDriverWait(driver, within, GLANCE).until(page -> now(() -> has(what) ? Boolean.TRUE : null));
            return true;
        } catch (TimeoutException never) {
            return false;
        }
    }

    boolean isChosen(By box) {
        return driver.findElement(box).isSelected();
    }

    List<String> valuesOf(By fields) {
        return driver.findElements(fields).stream()
                .map(field -> String.valueOf(field.getDomProperty("value")))
                .toList();
    }

    String valueOf(By field) {
        return String.valueOf(driver.findElement(field).getDomProperty("value"));
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
            deeds++;
            return found;
        });
    }

    /** How often a person would have clicked, chosen or filled in something. */
    int deeds() {
        return deeds;
    }

    /** Ticks a box or chooses an answer. A form that is just being drawn again loses a click, so it is looked whether it is chosen. */
    void choose(By box) {
        until("to choose " + box, () -> {
            WebElement found = driver.findElement(box);
            if (!found.isSelected()) {
                inView(found);
                found.click();
                deeds++;
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
            driver.executeScript("""
                    arguments[0].scrollIntoView({block: 'center', behavior: 'instant'});
                    arguments[0].focus();
                    arguments[0].select();
                    """, found);
            // at once, as from the clipboard: long words key by key take most of a story's time
            driver.executeCdpCommand("Input.insertText", Map.of("text", text));
            found.sendKeys(Keys.TAB);
            deeds++;
            return null;
        });
    }

    /** Chooses a day or time, as by the calendar of its field: its digits are typed in another order in each language. */
    void set(By field, String value) {
        until("to set " + field, () -> {
            WebElement found = driver.findElement(field);
            driver.executeScript("""
                    arguments[0].value = arguments[1];
                    arguments[0].dispatchEvent(new Event('input', {bubbles: true}));
                    arguments[0].dispatchEvent(new Event('change', {bubbles: true}));
                    """, found, value);
            deeds++;
            return found;
        });
    }

    /** Goes on by the tabulator key until that has the focus. */
    void tabTo(By what) {
        for (int keys = 0; keys < LONGEST_WAY; keys++) {
            press(Keys.TAB);
            WebElement focused = driver.switchTo().activeElement();
            if (driver.findElements(what).contains(focused)) {
                return;
            }
        }
        throw new AssertionError("No way by the keyboard to " + what + " on " + path());
    }

    /** Types where the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        deeds++;
    }

    /** Whether what has the focus looks different from when it has not. */
    boolean showsTheFocus() {
        return (Boolean) driver.executeScript("""
                const focused = document.activeElement;
                const look = () => ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'backgroundColor']
                    .map(aspect => [focused, focused.parentElement].map(one => getComputedStyle(one)[aspect]).join()).join();
                const before = look();
                focused.blur();
                const after = look();
                focused.focus({focusVisible: true});
                return before !== after;
                """);
    }

    /** What sending this form would bring, as bytes; the page stays as it is. */
    byte[] download(By form) {
        String base64 = (String) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const form = arguments[0];
                fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))})
                    .then(answer => answer.ok ? answer.blob() : Promise.reject(answer.status))
                    .then(file => {
                        const reader = new FileReader();
                        reader.onload = () => done(reader.result.split(',')[1]);
                        reader.readAsDataURL(file);
                    }, fault => done(''));
                """, see(form));
        return Base64.getDecoder().decode(base64);
    }

    /** Where the forms of the page that may change something are sent to. */
    @SuppressWarnings("unchecked") // what the script returns
    List<String> addressesOfForms() {
        return (List<String>)
                driver.executeScript(
                        "return [...document.forms].filter(form => form.method === 'post').map(form => new URL(form.action).pathname)");
    }

    /** How much of the page is to the right of the screen, in pixels. */
    long overflow() {
        return (Long) driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /**
     * Everybody can use this page: axe finds nothing. Of pages that differ only in their numbers one is looked at in each language and
     * on each screen.
     */
    void assertUsableByEverybody() {
        String kind = driver.executeScript(
                        "return document.documentElement.lang + (document.querySelector('h1, h2')?.textContent ?? '')")
                + path().replaceAll("CR-[0-9-]+|[0-9a-f-]{36}|\\?.*", "")
                + phone;
        if (looked.add(kind)) {
            assertThat(accessibilityFindings()).as(path()).isEmpty();
        }
    }

    /** What axe finds on this page that keeps somebody from using it: the rule, and where. */
    @SuppressWarnings("unchecked") // what the script below returns
    List<String> accessibilityFindings() {
        try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(
                    java.util.Objects.requireNonNull(script).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations'], preload: false}).then(
                    result => done(result.violations.flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html.slice(0, 200)))),
                    fault => done(['axe failed: ' + fault]));
                """);
    }

    /** A picture of the whole page, not only of what fits on the screen, in target/story. */
    void picture(String name) {
        listen();
        int width = phone ? PHONE_WIDTH : DESK_WIDTH;
        int height = phone ? PHONE_HEIGHT : DESK_HEIGHT;
        screen(width, Math.min(LONGEST_PICTURE, Math.max(height, wholeHeight())));
        byte[] picture = Base64.getDecoder().decode((String)
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png", "optimizeForSpeed", true))
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

    private void listen() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(Browser::isComplaint)
                .map(entry -> path() + ": " + entry.getMessage())
                .forEach(complaints::add);
    }

    private static boolean isComplaint(LogEntry entry) {
        return (entry.getLevel().intValue() >= Level.SEVERE.intValue()
                        && !LOOKED_FOR_ONCE_MORE.matcher(entry.getMessage()).find())
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
                    .withMessage(() -> "Waited " + what + " on " + path() + ", which complains of " + complaints())
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
        } catch (WebDriverException fault) {
            if (fault.getMessage().contains("aborted by navigation")) { // the page went away while it was asked
                return null;
            }
            throw fault;
        }
    }
}
