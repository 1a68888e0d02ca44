package org.crisisplan.web;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a line of the log is about, beside its words. The engine adds to it the crisis, the process and the activity that it works on.
 */
public final class LogContext {

    /** The number of the crisis. */
    public static final String CRISIS = "crisis";

    /** The id of the task that a request is about. */
    public static final String TASK = "task";

    /** The source of signals. */
    public static final String SOURCE = "source";

    /** The user id of whoever is logged in. */
    public static final String PERSON = "person";

    /** The key of the process that the engine works on. */
    public static final String PROCESS = "process";

    /** The id of the element that the engine works on. */
    public static final String ACTIVITY = "activity";

    private LogContext() {}

    /** For how long it is said. */
    @FunctionalInterface
    public interface Scope {

        /** What was said before holds again. */
        void end();
    }

    /** @param value nothing is said if there is none */
    public static Scope about(String key, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return () -> {};
        }
        String before = MDC.get(key);
        MDC.put(key, value);
        return () -> {
            if (before == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, before);
            }
        };
    }
}
