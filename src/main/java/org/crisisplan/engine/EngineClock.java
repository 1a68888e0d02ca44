package org.crisisplan.engine;

import java.time.Clock;
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

    private final ZoneId zone;

    @Autowired
    EngineClock(ClockSettings settings) {
        this(settings.timeZone());
    }

    private EngineClock(ZoneId zone) {
        this.zone = zone;
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
