/** The pages about signals: sources, windows as charts, why crises were raised, and what other limits would have done. */
@NullMarked
package org.crisisplan.signals.page;

import org.jspecify.annotations.NullMarked;
