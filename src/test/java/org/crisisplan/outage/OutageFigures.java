package org.crisisplan.outage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the tests of faults measured on the way, a line each in {@code target/outage-figures.txt}; nothing is asserted by them. */
final class OutageFigures {

    private OutageFigures() {}

    /** @param begun by {@link System#nanoTime} */
    static void took(String what, long begun) {
        String line = "%s: %.1f s%n".formatted(what, (System.nanoTime() - begun) / 1e9);
        System.out.print(line);
        try {
            Files.writeString(
                    Path.of("target", "outage-figures.txt"),
                    line,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
    }
}
