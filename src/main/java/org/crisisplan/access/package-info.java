/** The front door: who may log in, what each group sees and does, and which routes answer to whom. */
@ApplicationModule(allowedDependencies = {"crisis", "engine", "engine :: fence", "department", "web"})
@NullMarked
package org.crisisplan.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
