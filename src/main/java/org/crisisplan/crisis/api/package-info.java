/** The crises over HTTP, {@code /api/crises}; errors are RFC 9457 problem details. Other addresses below them answer alike. */
@NamedInterface("api")
@NullMarked
package org.crisisplan.crisis.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
