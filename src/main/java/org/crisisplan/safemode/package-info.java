/** What waits while the product does not act by itself, and the page where an administrator releases it. */
@ApplicationModule(allowedDependencies = {"notify", "engine", "web"})
@NullMarked
package org.crisisplan.safemode;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
