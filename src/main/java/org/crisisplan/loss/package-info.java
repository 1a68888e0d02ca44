/**
 * What finance keeps at hand for the estimate of a loss (R39, R88, R89): orders of an average day for each business line, weights of hours,
 * revenue and margin of a user and what work costs, each with the day from which it holds, who set it and where it is from. The formula
 * itself is the plan's table {@code loss}.
 */
@ApplicationModule(allowedDependencies = {"crisis", "department", "engine", "retention :: erasure", "web"})
@NullMarked
package org.crisisplan.loss;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
