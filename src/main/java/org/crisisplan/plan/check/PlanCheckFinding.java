package org.crisisplan.plan.check;

/**
 * Something in the plan that an analyst has to put right before it can run.
 *
 * @param file where it is
 * @param element which element or field, with its name in quotes if it has one; empty for the whole file
 * @param problem what is wrong or missing
 * @param remedy what to do about it
 */
public record PlanCheckFinding(String file, String element, String problem, String remedy)
        implements Comparable<PlanCheckFinding> {

    @Override
    public String toString() {
        return file + (element.isEmpty() ? "" : ", " + element) + ": " + problem + ". " + remedy + ".";
    }

    @Override
    public int compareTo(PlanCheckFinding other) {
        return toString().compareTo(other.toString());
    }
}
