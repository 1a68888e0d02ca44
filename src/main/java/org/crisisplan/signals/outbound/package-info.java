/** The one way by which channels ask services of others. */
@NamedInterface("outbound")
@NullMarked
package org.crisisplan.signals.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
