package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators read of a crisis in the log. */
@ExtendWith(OutputCaptureExtension.class)
class CrisisInLogTest extends Drill {

    @Autowired
    PlatformTransactionManager transactions;

    private List<String> said(CapturedOutput log) {
        return log.toString()
                .lines()
                .filter(line -> line.contains("Crisis " + number + " "))
                .toList();
    }

    private static Stream<String> with(List<String> lines, String words) {
        return lines.stream().filter(line -> line.contains(words));
    }

    @Test
    void fromTheReportToTheEndEachTurnIsOneLine(CapturedOutput log) {
        reported("Secret words of a reporter", Kind.TECHNICAL, facts("coreDatabaseDestroyed", true));
        answers("User_VerifyReport", "technical", true);
        teamWorksToTheEnd();

        List<String> said = said(log);
        assertThat(said)
                .allMatch(line -> line.contains(" INFO ") && line.matches(".*] " + number + " \\S+CrisisRecord.*"));
        assertThat(with(said, "opened (technical, plan v")).hasSize(1);
        assertThat(with(said, "graded level 1 (R")).hasSize(1);
        assertThat(with(said, "statement published on statuspage (first, version 1)"))
                .hasSize(1);
        assertThat(with(said, "is over: closed")).hasSize(1);
        assertThat(String.join("\n", said)).doesNotContain("Secret words");
    }

    @Test
    void aCrisisThatIsCancelledSaysSo(CapturedOutput log) {
        reported("Cancelled", Kind.CONTENT, facts());
        runtime.deleteProcessInstance(
                runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(number, "crisis-response")
                        .singleResult()
                        .getId(),
                "a mistake");
        assertThat(with(said(log), "is over: cancelled")).hasSize(1);
    }

    @Test
    void whatTheEngineSaysNamesTheCrisisAndTheStep() {
        var engine = (Logger) LoggerFactory.getLogger("org.camunda.bpm.engine.bpmn.behavior");
        var lines = new ListAppender<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent line) {
                // what it is about is otherwise asked for later, when it is about something else
                line.prepareForDeferredProcessing();
                super.append(line);
            }
        };
        lines.start();
        engine.setLevel(Level.DEBUG);
        engine.setAdditive(false);
        engine.addAppender(lines);
        try {
            reported("Named by the engine", Kind.TECHNICAL, facts());
            answers("User_VerifyReport", "technical", true);
        } finally {
            engine.detachAppender(lines);
            engine.setAdditive(true);
            engine.setLevel(null);
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getFormattedMessage().contains("User_VerifyReport"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry("crisis", number)
                        .containsEntry("process", "crisis-response")
                        .containsEntry("activity", "User_VerifyReport"));
    }

    @Test
    void whatWasRolledBackIsNotSaid(CapturedOutput log) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            number = plan.open(new CrisisReport("Rolled back", "x", Set.of(Kind.CONTENT), Map.of()))
                    .number();
            status.setRollbackOnly();
        });
        LoggerFactory.getLogger(getClass()).info("The test goes on");
        assertThat(log).contains("The test goes on");
        assertThat(said(log)).isEmpty();
    }
}
