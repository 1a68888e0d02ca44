/** One crisis: its facts, level, phase and promises, and what the outside does with it (open, report facts, ask for a statement). */
@ApplicationModule(allowedDependencies = {"form", "decision", "engine", "engine :: fence", "department", "text", "web"})
@NullMarked
package org.crisisplan.crisis;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
