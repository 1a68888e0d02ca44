package org.crisisplan.compensation;

import java.util.Arrays;
import java.util.Locale;

/** How far one user's compensation is. */
public enum CreditState {
    /** It is to be credited. */
    DUE,
    /** A node has asked for it and not yet written down the answer. */
    SENDING,
    CREDITED,
    /** The shop would not. */
    REFUSED,
    /** Asked for, and nobody knows whether it was credited. */
    IN_DOUBT,
    /** The person is not on the lists any more. */
    WITHDRAWN;

    /** The word in the database and in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static CreditState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no state of a credit"));
    }
}
