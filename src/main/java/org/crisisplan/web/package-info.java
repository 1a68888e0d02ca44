/**
 * What holds for every request, whoever sends it: where it comes from, how large its body may be and how long it may take, how a refusal
 * is written, and what is left in the log.
 */
@ApplicationModule(allowedDependencies = {"department"})
@NullMarked
package org.crisisplan.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
