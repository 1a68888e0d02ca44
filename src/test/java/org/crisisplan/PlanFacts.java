package org.crisisplan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crisisplan.crisis.FactDefinitions;

/** The facts that the plan in this repository knows. */
public final class PlanFacts {

    private PlanFacts() {}

    public static FactDefinitions all() {
        try {
            return FactDefinitions.read(Files.readAllBytes(Path.of("dmn/facts.dmn")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
