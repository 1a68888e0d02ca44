package org.crisisplan.board;

import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Phase;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Due;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A crisis in a list.
 *
 * @param phase the word that the texts know it by
 * @param now what a list of open crises shows besides; nothing in a list of all
 */
record CrisisLine(
        String number,
        String title,
        @Nullable Integer level,
        String phase,
        Moment opened,
        @Nullable Moment closed,
        @Nullable Now now) {

    /**
     * How an open crisis is at this moment.
     *
     * @param clock what runs out next
     * @param said what the public was told last
     * @param underWay what is on its way to the public
     * @param mine what the reader has to do about it next
     */
    record Now(
            @Nullable Promise clock,
            @Nullable Said said,
            @Nullable Said underWay,
            @Nullable Mine mine) {}

    /** A task of the reader. */
    record Mine(String id, String name) {}

    /**
     * Something that runs out.
     *
     * @param of public for what the public was promised, task, or plan
     */
    record Promise(String of, String what, Due due) {}

    /** A statement and where it is. */
    record Said(String kind, String state, Moment since) {}

    static CrisisLine of(Crisis crisis, @Nullable Now now, TimeFormatter moments) {
        return new CrisisLine(
                crisis.number(),
                crisis.title(),
                crisis.level(),
                crisis.phase().word(),
                moments.moment(crisis.openedAt()),
                crisis.closedAt() == null ? null : moments.moment(crisis.closedAt()),
                now);
    }

    public boolean suspected() {
        return phase.equals(Phase.VERIFYING.word());
    }
}
