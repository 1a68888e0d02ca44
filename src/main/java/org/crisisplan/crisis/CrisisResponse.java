package org.crisisplan.crisis;

/** The plan's main process, from the first report to the archived case: its key and its messages. */
public final class CrisisResponse {

    public static final String KEY = "crisis-response";

    /** New facts about a running crisis; it is graded again. */
    public static final String FACTS_REPORTED = "FactsReported";

    /** A channel of others said how the publication of a statement ended, or it was given up; {@code publish-statement} waits for it. */
    public static final String CHANNEL_ANSWERED = "ChannelAnswered";

    /** No credit of a crisis is due any more (R57); {@code issue-compensation} waits for it. */
    public static final String COMPENSATION_SETTLED = "CompensationSettled";

    /** Somebody broke a drill off (R61); {@code drill} ends by it. */
    public static final String DRILL_BROKEN_OFF = "DrillBrokenOff";

    /** A version of the plan names an improvement item, or a drill that rehearsed it was passed (R59, R61); {@code improve} waits for it. */
    public static final String IMPROVEMENT_PROVED = "ImprovementProved";
    /** By the facts, a duty of the law does not apply after all (R91); {@code file-duty} waits for it. */
    public static final String DUTY_DROPPED = "DutyDropped";

    /** No duty of the law is left of which nobody knows whether it applies (R91); {@code settle-duties} waits for it. */
    public static final String DUTIES_SETTLED = "DutiesSettled";
    /** Somebody closed a survey before its time (R36); {@code survey-users} waits for it. */
    public static final String SURVEY_CLOSED = "SurveyClosed";

    private CrisisResponse() {}
}
