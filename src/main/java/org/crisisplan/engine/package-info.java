/** How the engine is set up, and what stands before its services and its REST API. */
@ApplicationModule(allowedDependencies = {"department", "web"})
@NullMarked
package org.crisisplan.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
