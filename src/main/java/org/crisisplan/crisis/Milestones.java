package org.crisisplan.crisis;

import java.util.Set;

/**
 * The moments of a crisis that deadlines are counted from and that are told afterwards, as the table {@code deadlines} and the diagrams
 * name them. Each is kept once; only those that a person tells can be corrected.
 */
public final class Milestones {

    /** When it began, as whoever reported it knows; nothing as long as nobody does. */
    public static final String BEGAN = "began";
    /** When it was reported: from then on we knew of it. */
    public static final String OPENED = "opened";
    /**
     * When we knew of it as the law counts it (R91), where that is not when it was reported: set by a person with a reason. No deadline of
     * the plan is counted from it.
     */
    public static final String AWARE = "aware";
    /** When a fix for a flaw of a product was there (R91), as a person says. */
    public static final String FIX_AVAILABLE = "fix-available";
    /** When somebody confirmed that it is a crisis. */
    public static final String VERIFIED = "verified";
    /** When it got its level, or last a worse one. */
    public static final String GRADED = "graded";

    public static final String ACTIVATED = "activated";
    /** When the public first read of it from us (R45). */
    public static final String FIRST_WORD = "first-word";
    /** When its recovery was confirmed (R56). */
    public static final String RECOVERED = "recovered";

    public static final String ENDED = "ended";
    /** When its review was held (R58). */
    public static final String REVIEWED = "reviewed";

    public static final Set<String> ALL =
            Set.of(BEGAN, OPENED, VERIFIED, GRADED, ACTIVATED, FIRST_WORD, RECOVERED, ENDED, REVIEWED);

    private Milestones() {}
}
