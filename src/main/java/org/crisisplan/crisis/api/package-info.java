/** The crises over HTTP, {@code /api/crises}; errors are RFC 9457 problem details. */
@NullMarked
package org.crisisplan.crisis.api;

import org.jspecify.annotations.NullMarked;
