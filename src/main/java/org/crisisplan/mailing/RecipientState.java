package org.crisisplan.mailing;

import java.util.Arrays;
import java.util.Locale;

/** How far a mailing got with one recipient. */
public enum RecipientState {
    /** It waits for its first or next attempt. */
    QUEUED,
    /** A node is handing it over. */
    SENDING,
    /** The mail server, or the service, took it. */
    SENT,
    /** It was taken, and came back (RFC 3464). */
    BOUNCED,
    /** It was refused, or could not be sent in the time there was. */
    FAILED,
    /** It was handed over, and nobody knows whether it was taken; a person decides. */
    IN_DOUBT,
    /** It is not to be sent any more. */
    WITHDRAWN;

    /** The word in the database and in exports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is no such state */
    public static RecipientState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no state of a recipient"));
    }

    /** Whether to send again without a person's word would tell nobody twice. */
    public boolean isNotReached() {
        return this == BOUNCED || this == FAILED;
    }
}
