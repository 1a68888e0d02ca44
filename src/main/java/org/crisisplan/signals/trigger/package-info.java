/**
 * From windows to crises: the table of triggers is asked about each subject that changed, and what it finds opens the one crisis
 * of the subject or makes it worse; where no table can say, people are asked.
 */
@NullMarked
package org.crisisplan.signals.trigger;

import org.jspecify.annotations.NullMarked;
