package org.crisisplan.audit.report;

import org.jspecify.annotations.Nullable;

/** So many of so many. */
public record Share(int part, int whole) {

    private static final double HUNDRED = 100;

    /** In percent, to one digit; null where there is nothing to have a share of. */
    public @Nullable Double percent() {
        return whole == 0 ? null : Math.round(HUNDRED * 10 * part / whole) / 10.0;
    }
}
