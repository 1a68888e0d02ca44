/** Windows: what came in is counted minute by minute, and the subjects that changed wait here to be evaluated. */
@NullMarked
package org.crisisplan.signals.window;

import org.jspecify.annotations.NullMarked;
