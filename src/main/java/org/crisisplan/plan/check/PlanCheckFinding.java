package org.crisisplan.plan.check;

import java.util.Comparator;

/**
 * Something in the plan that an analyst has to put right before it can run, or should look at.
 *
 * @param file where it is
 * @param element which element or field, with its name in quotes if it has one; empty for the whole file
 * @param problem what is wrong or missing
 * @param remedy what to do about it
 * @param severity whether the plan can run with it
 */
public record PlanCheckFinding(String file, String element, String problem, String remedy, Severity severity)
        implements Comparable<PlanCheckFinding> {

    /** The words are those of bpmnlint. */
    public enum Severity {
        /** A crisis would stop, go wrong or be unsafe: such a plan is not deployed. */
        ERROR,
        /** Somebody's answer goes nowhere, or somebody is shown an empty field: it is deployed, and whoever did is told. */
        WARNING
    }

    public PlanCheckFinding(String file, String element, String problem, String remedy) {
        this(file, element, problem, remedy, Severity.ERROR);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return (isError() ? "" : "Warning: ") + file + (element.isEmpty() ? "" : ", " + element) + ": " + problem + ". "
                + remedy + ".";
    }

    @Override
    public int compareTo(PlanCheckFinding other) {
        return Comparator.comparing(PlanCheckFinding::severity)
                .thenComparing(PlanCheckFinding::toString)
                .compare(this, other);
    }
}
