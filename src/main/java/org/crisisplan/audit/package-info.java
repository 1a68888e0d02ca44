/** What auditors take with them: a crisis's record as a signed file whose wholeness a stranger can check without the product. */
@ApplicationModule(allowedDependencies = {"crisis", "crisis :: record", "web"})
@NullMarked
package org.crisisplan.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
