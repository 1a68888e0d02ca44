package org.crisisplan.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The tool that comes with Debian's Prometheus and checks what is given to it. Where it is not installed the test is reported as
 * skipped, with the line that installs it; not where CI=true: there it is a failure.
 */
class RealPrometheus {

    private static final String MISSING = "No promtool on the PATH. Install it: apt-get install prometheus";

    /** Decides whether tests with it can run. */
    static class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (program().isPresent()) {
                return ConditionEvaluationResult.enabled("promtool is there");
            }
            return "true".equals(System.getenv("CI"))
                    ? ConditionEvaluationResult.enabled("CI=true: runs, and fails for want of promtool")
                    : ConditionEvaluationResult.disabled(MISSING);
        }
    }

    /** @return what it said, having found no fault */
    static String promtool(@Nullable String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(
                program().orElseThrow(() -> new IllegalStateException(MISSING)).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(String.valueOf(input == null ? "" : input).getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private RealPrometheus() {}
}
