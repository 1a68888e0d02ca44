package org.crisisplan.web;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Set;

/**
 * The message of an event in the log, as one line: whatever a request, a model or a variable's name brings into it, it cannot look
 * like an event of its own. What the start reports about itself keeps its lines.
 */
public class LoggedMessage extends MessageConverter {

    private static final Set<String> REPORTS = Set.of(
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
            "org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportLogger");

    @Override
    public String convert(ILoggingEvent event) {
        String message = super.convert(event);
        return message == null || REPORTS.contains(event.getLoggerName()) ? message : OneLine.of(message);
    }
}
