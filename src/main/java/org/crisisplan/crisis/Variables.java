package org.crisisplan.crisis;

/** The names that code and models share for what is known of a crisis; facts are named by the plan, see {@link FactDefinitions}. */
public final class Variables {

    public static final String NUMBER = "number";
    public static final String TITLE = "title";
    public static final String DESCRIPTION = "description";
    public static final String TECHNICAL = "technical";
    public static final String CONTENT = "content";
    /** When the crisis began, as the report says: an ISO 8601 time with its offset. */
    public static final String BEGAN_AT = "beganAt";
    /** The level in force: 1, 2 or 3. Absent until somebody has verified the report. */
    public static final String LEVEL = "level";
    /** The level that the unverified report would have. */
    public static final String SUSPECTED_LEVEL = "suspectedLevel";
    /** The level that the tables gave last; a better one than {@link #LEVEL} waits for a person's consent. */
    public static final String GRADED_LEVEL = "gradedLevel";
    /** What the last grading did: first, worse, same or better. */
    public static final String GRADE_CHANGE = "gradeChange";
    /** Why the crisis has its level, one rule a line. */
    public static final String LEVEL_REASONS = "levelReasons";
    /** Why the tables gave {@link #GRADED_LEVEL}, one rule a line. */
    public static final String GRADED_REASONS = "gradedReasons";

    /** What signals are about; in the process that judges them by hand. */
    public static final String SUBJECT = "subject";
    /** Why the tables cannot judge them. */
    public static final String FAULT = "fault";

    public static final String JUDGED_BY_TABLES = "judgedByTables";
    public static final String CONSENT = "consent";
    public static final String CRISIS_OVER = "crisisOver";
    public static final String WORDS_NEEDED = "wordsNeeded";
    public static final String RESPONSE_ACTIVATED = "responseActivated";
    public static final String STATEMENT_REQUESTED = "statementRequested";
    /** The kind of statement that was asked for. */
    public static final String REQUESTED_KIND = "requestedKind";
    /** The id of the published statement that the one asked for is about. */
    public static final String CORRECTED_STATEMENT = "correctedStatement";

    public static final String REVIEW_DUE = "reviewDue";

    /** Whether duties of the law are left of which nobody knows yet whether they apply (R91). */
    public static final String DUTIES_LEFT = "dutiesLeft";

    private Variables() {}
}
