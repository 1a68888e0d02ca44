package org.crisisplan.affected;

import java.nio.file.Path;

/** What names people can be neither sealed nor opened. */
public class UnusableSeal extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableSeal(Path file, String why, Throwable cause) {
        super("The key for those affected, %s (crisis-plan.affected.key), %s".formatted(file, why), cause);
    }
}
