package org.crisisplan.crisis;

/** The moments of a crisis that deadlines are counted from, as the table {@code deadlines} and the diagrams name them. */
public final class Milestones {

    public static final String OPENED = "opened";
    public static final String GRADED = "graded";
    public static final String ENDED = "ended";

    private Milestones() {}
}
