/**
 * What the website consists of in the eyes of its users: its components, what a crisis does to them (R27-R33, R46), and when they are
 * being worked on. All of it stands in tables of the plan.
 */
@ApplicationModule(allowedDependencies = {"crisis", "decision", "engine", "engine :: fence"})
@NullMarked
package org.crisisplan.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
