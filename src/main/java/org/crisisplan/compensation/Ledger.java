package org.crisisplan.compensation;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What finance approved for a crisis (R57).
 *
 * @param kind coupon, points, membership or refund
 * @param amount what one user gets, in the currency of the settings
 * @param approvedUsers for how many users it was approved; more are never credited
 * @param listedUsers how many were on the lists when it was filled last
 * @param filled whether everybody on the lists has an entry
 * @param issuedAt when it was first to be issued; null before
 */
public record Ledger(
        String crisis,
        String kind,
        BigDecimal amount,
        long approvedUsers,
        String approvedBy,
        Instant openedAt,
        long listedUsers,
        boolean filled,
        @Nullable Instant issuedAt) {

    /** More people are on the lists than it was approved for: nobody is credited before finance has looked again. */
    public boolean isTooSmall() {
        return listedUsers > approvedUsers;
    }
}
