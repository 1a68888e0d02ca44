/**
 * Proof: all records are checked again and again, and an auditor takes one along as a signed file whose wholeness a stranger can check
 * without the product.
 */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "affected",
            "approval",
            "compensation",
            "contact",
            "contact :: check",
            "crisis",
            "crisis :: record",
            "loss",
            "survey",
            "department",
            "drill",
            "duty",
            "engine",
            "engine :: fence",
            "form",
            "improvement",
            "mailing",
            "media",
            "media :: inquiry",
            "media :: rumour",
            "notify",
            "plan",
            "publish",
            "retention",
            "retention :: erasure",
            "signals",
            "web"
        })
@NullMarked
package org.crisisplan.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
