package org.crisisplan.mailing;

import org.jspecify.annotations.Nullable;

/** The server cannot be reached or takes nothing from us: no fault of any recipient. */
class NobodyThere extends Exception {

    private static final long serialVersionUID = 1;

    NobodyThere(String why, @Nullable Throwable cause) {
        super(why, cause);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
