package org.crisisplan.notify;

import java.util.Locale;

/** What a mail is about; each kind has its own text in each language. */
enum MailKind {
    NEW_TASK,
    SIGNATURE_WANTED,
    MANAGEMENT_ALERT,
    DEADLINE_NEAR,
    DEADLINE_MISSED,
    CLOCK_NEAR,
    CLOCK_MISSED,
    TEAM_FORMED,
    REVIEW_INVITATION;

    /** Name of the text's file, and of the kind in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static MailKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
