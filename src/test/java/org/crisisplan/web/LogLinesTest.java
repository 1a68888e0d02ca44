package org.crisisplan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What others bring into the log stays within its line, whoever writes it. */
@PlanTest
@ExtendWith(OutputCaptureExtension.class)
class LogLinesTest {

    private static final String FORGED = "2026-01-01 ERROR forged";

    @Test
    void aMessageIsOneLine(CapturedOutput log) {
        for (String end : List.of("\n", "\r", "\r\n", "\u2028", "\u0085", "\u001b[2K", "\u0000", "\u202e")) {
            LoggerFactory.getLogger("org.camunda.bpm.engine").warn("Variable '{}'", "x" + end + FORGED);
        }
        assertThat(log.toString().lines().filter(line -> line.contains(FORGED)))
                .hasSize(8)
                .allMatch(line -> line.contains(" WARN ") && line.contains("Variable 'x\\"))
                .noneMatch(line -> line.matches(".*[\\u0000\\u0085\\u2028\\u202e].*"));
    }

    @Test
    void aStackTraceKeepsItsLinesAndItsMessagesAreOneLineEach(CapturedOutput log) {
        var fault = new IllegalStateException("outer\n" + FORGED, new IllegalArgumentException("inner\r\n" + FORGED));
        fault.addSuppressed(new IllegalStateException("beside\n" + FORGED));
        LoggerFactory.getLogger("org.crisisplan").error("failed", fault);

        assertThat(log.toString().lines().filter(line -> line.contains(FORGED)))
                .hasSize(3)
                .noneMatch(line -> line.startsWith(FORGED));
        assertThat(log).contains("java.lang.IllegalStateException: outer\\n" + FORGED);
        assertThat(log).contains("Caused by: java.lang.IllegalArgumentException: inner\\r\\n" + FORGED);
        assertThat(log).containsPattern("\n\tat org.crisisplan.web.LogLinesTest.");
    }

    @Test
    void aLongMessageIsCut(CapturedOutput log) {
        LoggerFactory.getLogger("org.crisisplan").warn("x".repeat(20_000));
        assertThat(log).contains("(12000 more characters)").doesNotContain("x".repeat(9_000));
    }
}
