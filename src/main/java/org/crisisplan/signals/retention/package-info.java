/** How long signals stay, and where people stand in them. */
@NullMarked
package org.crisisplan.signals.retention;

import org.jspecify.annotations.NullMarked;
