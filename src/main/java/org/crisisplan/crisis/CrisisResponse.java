package org.crisisplan.crisis;

/** The plan's main process, from the first report to the archived case: its key and its messages. */
public final class CrisisResponse {

    public static final String KEY = "crisis-response";

    /** New facts about a running crisis; it is graded again. */
    public static final String FACTS_REPORTED = "FactsReported";

    private CrisisResponse() {}
}
