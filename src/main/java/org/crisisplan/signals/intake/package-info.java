/** The way in: who may post signals, the formats they come in, and how they are written down so that none is lost. */
@NullMarked
package org.crisisplan.signals.intake;

import org.jspecify.annotations.NullMarked;
