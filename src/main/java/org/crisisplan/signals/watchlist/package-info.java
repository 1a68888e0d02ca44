/** What channels listen for: the keywords, brands and assets of the plan's tables, and what is made of a text that names them. */
@NullMarked
package org.crisisplan.signals.watchlist;

import org.jspecify.annotations.NullMarked;
