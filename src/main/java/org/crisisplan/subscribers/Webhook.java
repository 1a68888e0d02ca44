package org.crisisplan.subscribers;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a program that is told what subscribers are told. It prints as neither its address nor its secret.
 *
 * @param host for people to tell them apart
 * @param secret of Standard Webhooks
 * @param choice its language does not count: a program is told all
 */
record Webhook(
        String id,
        String host,
        URI address,
        String secret,
        Choice choice,
        String registeredBy,
        Instant registeredAt,
        State state,
        Instant stateSince) {

    private static final String PREFIX = "w-";

    /** Whether it is told. */
    enum State {
        ON,
        /** An administrator switched it off. */
        OFF,
        /** It took nothing for long. */
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ids of webhooks come after those of people. */
    static boolean isOne(@Nullable String recipient) {
        return recipient != null && recipient.startsWith(PREFIX);
    }

    static String id(String unique) {
        return PREFIX + unique;
    }

    boolean isOn() {
        return state == State.ON;
    }

    @Override
    public String toString() {
        return "webhook at " + host;
    }
}
