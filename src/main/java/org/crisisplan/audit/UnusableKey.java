package org.crisisplan.audit;

import java.nio.file.Path;

/** Nothing can be signed: the file of the key cannot be read or made, or holds something else. */
class UnusableKey extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableKey(Path file, Exception cause) {
        super("The key %s cannot be used: %s. Exports are signed with it (crisis-plan.audit.signing-key)."
                .formatted(file, cause));
        initCause(cause);
    }
}
