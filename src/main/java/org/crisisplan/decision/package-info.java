/** How the plan's decision tables are asked, and FEEL, the language they are written in. */
@ApplicationModule(allowedDependencies = {"engine", "engine :: fence"})
@NullMarked
package org.crisisplan.decision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
