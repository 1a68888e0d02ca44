/** Reads a whole plan before any of it is deployed and says, in an analyst's words, what has to be put right. */
@NamedInterface("check")
@NullMarked
package org.crisisplan.plan.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
