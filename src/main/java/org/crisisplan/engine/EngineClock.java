package org.crisisplan.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The one clock of the application, and with it the one time zone. It follows the engine's, so that a drill can run a week in a
 * second.
 */
@Component
public class EngineClock extends Clock {

    private static Duration ahead = Duration.ZERO;

    private final ZoneId zone;

    @Autowired
    EngineClock(ClockSettings settings) {
        this(settings.timeZone());
    }

    private EngineClock(ZoneId zone) {
        this.zone = zone;
    }

    /** Moves the engine's clock, and with it all that asks for the time, by so much against this machine's. */
    static synchronized void goAhead(Duration byWhich) {
        ahead = byWhich;
        if (byWhich.isZero()) {
            ClockUtil.reset();
        } else {
            ClockUtil.offset(byWhich.toMillis());
        }
    }

    static synchronized Duration ahead() {
        return ahead;
    }

    static long machineMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public Instant instant() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new EngineClock(other);
    }
}
