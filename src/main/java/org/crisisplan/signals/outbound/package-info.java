/** The one way by which addresses are asked that others name. */
@NamedInterface("outbound")
@NullMarked
package org.crisisplan.signals.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
