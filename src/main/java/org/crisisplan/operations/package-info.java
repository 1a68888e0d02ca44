/**
 * What the operators of a node see of it: whether it is ready, figures for a Prometheus, a log that an outage does not flood, and a
 * heartbeat that others watch. It reads what all others write, and writes nothing.
 */
@ApplicationModule(allowedDependencies = {"crisis", "publish", "engine", "web"})
@NullMarked
package org.crisisplan.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
