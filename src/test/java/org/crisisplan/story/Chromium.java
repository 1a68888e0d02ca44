package org.crisisplan.story;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The browser of this machine. Where there is none, tests that need one are reported as skipped, with the line that installs it;
 * not where CI=true: there a missing browser is a failure. Nothing is ever downloaded by a test.
 */
class Chromium implements ExecutionCondition {

    static final String INSTALL = "apt-get install chromium chromium-driver";

    private static final String MISSING = "No Chromium with its driver on the PATH. Install them: " + INSTALL;

    /** @throws IllegalStateException where the browser or its driver is missing */
    static Path program() {
        return onPath("chromium", "chromium-browser", "google-chrome")
                .orElseThrow(() -> new IllegalStateException(MISSING));
    }

    static Path driver() {
        return onPath("chromedriver").orElseThrow(() -> new IllegalStateException(MISSING));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return decide(isThere(), System.getenv());
    }

    static ConditionEvaluationResult decide(boolean there, Map<String, String> environment) {
        if (there) {
            return ConditionEvaluationResult.enabled("A browser is there");
        }
        return "true".equals(environment.get("CI"))
                ? ConditionEvaluationResult.enabled("CI=true: runs, and fails for want of a browser")
                : ConditionEvaluationResult.disabled(MISSING);
    }

    private static boolean isThere() {
        return onPath("chromium", "chromium-browser", "google-chrome").isPresent()
                && onPath("chromedriver").isPresent();
    }

    private static Optional<Path> onPath(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> folders().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> folders() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
    }
}
