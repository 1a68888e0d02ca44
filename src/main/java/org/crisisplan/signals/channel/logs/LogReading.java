package org.crisisplan.signals.channel.logs;

import java.util.List;
import java.util.Optional;
import org.crisisplan.signals.Signal;

/** Understands the lines of one log, one after the other. */
interface LogReading {

    /** @return whether it was understood */
    boolean take(LogLine line);

    /**
     * What the lines so far come to and was not given yet.
     *
     * @param isAtEnd whether all lines that there are were taken
     */
    List<Signal> ready(boolean isAtEnd);

    /** From where lines are needed again after a restart, if not from the end. */
    Optional<Place> neededFrom();

    /** What else must be known after a restart. */
    String memory();
}
