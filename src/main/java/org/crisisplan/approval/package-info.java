/** Who may say yes or no for which group, and the record of those who signed the activation of the plan (R42). */
@ApplicationModule(allowedDependencies = {"crisis", "crisis :: record", "department", "engine", "retention :: erasure"})
@NullMarked
package org.crisisplan.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
