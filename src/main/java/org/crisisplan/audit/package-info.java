/**
 * Proof: all records are checked again and again, and an auditor takes one along as a signed file whose wholeness a stranger can check
 * without the product.
 */
@ApplicationModule(allowedDependencies = {"crisis", "crisis :: record", "engine", "notify", "plan", "publish", "web"})
@NullMarked
package org.crisisplan.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
