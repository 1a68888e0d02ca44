package org.crisisplan.board;

import org.crisisplan.board.TimeFormatter.Due;
import org.crisisplan.board.TimeFormatter.Moment;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A crisis in a list.
 *
 * @param phase the word that the texts know it by
 * @param waitsFor what comes next on its clocks
 */
record CrisisLine(
        String number,
        String title,
        @Nullable Integer level,
        String phase,
        Moment opened,
        @Nullable Moment closed,
        @Nullable Promise waitsFor) {

    /** One promise of the plan, or one step, and its clock. */
    record Promise(String what, Due due) {}

    static CrisisLine of(Crisis crisis, @Nullable Promise waitsFor, TimeFormatter moments) {
        return new CrisisLine(
                crisis.number(),
                crisis.title(),
                crisis.level(),
                crisis.phase().word(),
                moments.moment(crisis.openedAt()),
                crisis.closedAt() == null ? null : moments.moment(crisis.closedAt()),
                waitsFor);
    }

    public boolean suspected() {
        return phase.equals(Phase.VERIFYING.word());
    }
}
