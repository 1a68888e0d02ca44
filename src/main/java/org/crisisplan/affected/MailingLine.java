package org.crisisplan.affected;

import java.util.List;
import org.crisisplan.mailing.MailingProgress;
import org.jspecify.annotations.Nullable;

/**
 * One statement on the page, and how far it got.
 *
 * @param unreached some of those who were not reached, or are in doubt
 * @param addedSince how many people are on the lists and were not there when it went out
 */
record MailingLine(
        long id,
        String subject,
        Moment opened,
        @Nullable Moment ended,
        MailingProgress progress,
        @Nullable String obstacle,
        List<Unreached> unreached,
        long addedSince) {

    /** A point in time, for machines and for people. */
    record Moment(String iso, String text) {}

    /** Somebody who was not reached. @param person masked; empty when they are on no list any more */
    record Unreached(
            String ref,
            String person,
            String state,
            @Nullable String status,
            @Nullable String problem) {}

    /** Of a hundred, for the bar. */
    public int reachedPercent() {
        long total = progress.total();
        return total == 0 ? 0 : (int) (progress.sent() * 100 / total);
    }

    /** Whether it goes on at the moment. */
    public boolean isGoingOn() {
        return ended == null;
    }
}
