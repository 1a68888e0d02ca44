package org.crisisplan.operations;

import java.util.List;
import org.crisisplan.web.LogContext;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A program that says one thing about a crisis, logging as the product does. */
class LoggingProgram {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(LoggingProgram.class)
                .web(WebApplicationType.NONE)
                .run(arguments)
                .close();
        List<LogContext.Scope> about = List.of(
                LogContext.about(LogContext.CRISIS, "CR-2026-0007"),
                LogContext.about(LogContext.TASK, "t-1"),
                LogContext.about(LogContext.SOURCE, "alertmanager"),
                LogContext.about(LogContext.PERSON, "pr"));
        LoggerFactory.getLogger("org.crisisplan").info("Something \"happened\"\nin two lines");
        about.forEach(LogContext.Scope::end);
        LoggerFactory.getLogger("org.crisisplan").info("About nothing");
    }
}
