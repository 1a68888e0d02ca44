package org.crisisplan.notify;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a mail is about, the most urgent first; each kind has its own text in each language. */
enum MailKind {
    MANAGEMENT_ALERT,
    CLOCK_MISSED,
    DEADLINE_MISSED,
    UNDELIVERED,
    /** Records are not as they were written: for the auditors. */
    RECORD_BROKEN,
    /** A statement is out: with these words the public is answered. */
    USE_THESE_WORDS,
    OBJECTION,
    SIGNATURE_WANTED,
    INSTRUCTION,
    /** For whoever leads the response from now on. */
    LEAD_HANDED_OVER,
    DRAFT_REJECTED,
    NEW_TASK,
    DEADLINE_NEAR,
    CLOCK_NEAR,
    TEAM_FORMED,
    STATEMENT_OUT,
    /** How things stand, in a fixed rhythm. */
    SITUATION_REPORT,
    REVIEW_INVITATION,
    /** Whether an entry of the contact list is still right. */
    CONTACT_CHECK,
    /** A head over all records, for the auditors to keep. */
    RECORD_HEAD,
    DIGEST;

    private static final Set<MailKind> GATHERED = EnumSet.of(
            OBJECTION,
            SIGNATURE_WANTED,
            INSTRUCTION,
            DRAFT_REJECTED,
            NEW_TASK,
            TEAM_FORMED,
            STATEMENT_OUT,
            REVIEW_INVITATION);

    /** Whether it waits a moment for what else the same person is told; what is late or alarms does not. */
    boolean gathers() {
        return GATHERED.contains(this);
    }

    /** Whether somebody else must learn of it at once when it cannot be delivered: somebody is waited for, or a promise was broken. */
    boolean cannotWait() {
        return this != DEADLINE_NEAR
                && this != CLOCK_NEAR
                && this != REVIEW_INVITATION
                && this != STATEMENT_OUT
                && this != CONTACT_CHECK
                && this != SITUATION_REPORT
                && this != RECORD_HEAD;
    }

    /** Name of the text's file, and of the kind in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static MailKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
