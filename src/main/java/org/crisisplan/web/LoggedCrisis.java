package org.crisisplan.web;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The number of the crisis that a line of the log is about, and a blank; nothing where it is about none. */
public class LoggedCrisis extends ClassicConverter {

    private static final int LONGEST = 40;

    @Override
    public String convert(ILoggingEvent event) {
        String number = event.getMDCPropertyMap().get(LogContext.CRISIS);
        return number == null || number.isEmpty()
                ? ""
                : OneLine.of(number.substring(0, Math.min(number.length(), LONGEST))) + " ";
    }
}
