/**
 * The crises over HTTP, {@code /api/crises}; errors are RFC 9457 problem details. Other modules answer below that address too, and repeat no
 * request that they have carried out.
 */
@NamedInterface("api")
@NullMarked
package org.crisisplan.crisis.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
