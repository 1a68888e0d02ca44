/**
 * Comforting users with coupons, points and the like (R57): a ledger with one entry for each user, crisis and kind, issued once through
 * the shop's interface or by hand, and reconciled with what the shop answers. What is issued is what finance approved, to those who are
 * on the crisis's lists of people affected.
 */
@ApplicationModule(
        allowedDependencies = {
            "affected",
            "approval",
            "crisis",
            "crisis :: record",
            "department",
            "engine",
            "publish",
            "publish :: remote",
            "retention :: erasure",
            "web"
        })
@NullMarked
package org.crisisplan.compensation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
