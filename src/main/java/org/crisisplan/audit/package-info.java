/**
 * Proof: all records are checked again and again, and an auditor takes one along as a signed file whose wholeness a stranger can check
 * without the product.
 */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "crisis",
            "crisis :: record",
            "engine",
            "engine :: fence",
            "plan",
            "publish",
            "web"
        })
@NullMarked
package org.crisisplan.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
