/**
 * Who answers for each department and how they are reached (R62). Whoever tells somebody inside asks here whom.
 */
@ApplicationModule(allowedDependencies = {"department", "engine", "web"})
@NullMarked
package org.crisisplan.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
