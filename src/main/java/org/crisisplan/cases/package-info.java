/** The archive of past crises: what happened elsewhere and here, and which of them resemble the one that is running (R65). */
@ApplicationModule(
        allowedDependencies = {"crisis", "crisis :: record", "decision", "engine", "retention :: erasure", "web"})
@NullMarked
package org.crisisplan.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
