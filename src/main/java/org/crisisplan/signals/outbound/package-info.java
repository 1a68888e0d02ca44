/** The one way by which channels ask services of others. */
@NullMarked
package org.crisisplan.signals.outbound;

import org.jspecify.annotations.NullMarked;
