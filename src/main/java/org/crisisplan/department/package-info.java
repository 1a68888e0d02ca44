/** Who there is: the departments that carry the plan out, and those who look after it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.crisisplan.department;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
