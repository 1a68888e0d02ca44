package org.crisisplan.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log of its own, whose clock the test moves. */
class RepeatedFaultsTest {

    private final AtomicLong now = new AtomicLong();
    private final LoggerContext context = new LoggerContext();
    private final RepeatedFaults filter = new RepeatedFaults(now::get);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void aLog() {
        filter.setContext(context);
        filter.addUntouched("logins");
        filter.start();
        context.addTurboFilter(filter);
        lines.setContext(context);
        lines.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
    }

    @AfterEach
    void ends() {
        context.stop();
    }

    private static RuntimeException refused(String why) {
        return new IllegalStateException("no connection", new java.net.ConnectException(why));
    }

    private List<String> said() {
        List<String> said = lines.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
        lines.list.clear();
        return said;
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
        filter.look();
    }

    private void fails(int times) {
        for (int i = 0; i < times; i++) {
            context.getLogger("pool").error("Job {} failed", i, refused("attempt " + i));
        }
    }

    @Test
    void theFirstHasItsStackTraceAFewMoreALineAndTheRestIsCounted() {
        fails(1);
        assertThat(lines.list)
                .singleElement()
                .satisfies(first -> assertThat(first.getThrowableProxy()).isNotNull());
        said();

        fails(100);
        assertThat(lines.list)
                .allSatisfy(more -> assertThat(more.getThrowableProxy()).isNull());
        assertThat(said())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("ERROR Job 0 failed — java.lang.IllegalStateException: no connection");

        passes(Duration.ofSeconds(61));
        assertThat(said()).containsExactly("ERROR 98 more like this in the last minute: Job 1 failed");
    }

    @Test
    void anOutageThatGoesOnIsTwoLinesAMinute() {
        fails(50);
        passes(Duration.ofSeconds(61));
        said();
        for (int minute = 0; minute < 5; minute++) {
            fails(50);
            passes(Duration.ofSeconds(61));
            assertThat(said()).hasSize(2);
        }
    }

    @Test
    void whatHasNotBeenSeenForLongHasItsStackTraceAgain() {
        fails(10);
        passes(Duration.ofSeconds(61));
        passes(Duration.ofMinutes(11));
        said();
        fails(1);
        assertThat(lines.list.get(0).getThrowableProxy()).isNotNull();
    }

    @Test
    void anotherFaultIsNotHiddenBehindTheFirst() {
        fails(50);
        said();
        context.getLogger("pool").error("Job failed", new IllegalArgumentException("another"));
        context.getLogger("mail").error("Job failed", refused("same, elsewhere"));
        assertThat(lines.list)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getThrowableProxy()).isNotNull());
    }

    @Test
    void warningsWithoutAFaultAreTenAMinute() {
        for (int i = 0; i < 50; i++) {
            context.getLogger("pool").warn("Connection {} is dead", i);
        }
        assertThat(said()).hasSize(10);
        passes(Duration.ofSeconds(61));
        assertThat(said()).containsExactly("WARN 40 more like this in the last minute: Connection 9 is dead");
    }

    @Test
    void whatIsNoFaultAndWhatCountsLineByLineStays() {
        for (int i = 0; i < 50; i++) {
            context.getLogger("work").info("Done");
            context.getLogger("logins").warn("Login refused: '{}'", "x");
        }
        assertThat(said()).hasSize(100);
    }

    @Test
    void whatIsSwitchedOffIsNotCounted() {
        context.getLogger("quiet").setLevel(Level.OFF);
        for (int i = 0; i < 50; i++) {
            context.getLogger("quiet").error("Never said");
        }
        passes(Duration.ofSeconds(61));
        assertThat(said()).isEmpty();
    }
}
