/** Brandwatch Consumer Research (R07, R11, R23): mentions of our queries, and how many there are in all. */
@NullMarked
package org.crisisplan.signals.channel.brandwatch;

import org.jspecify.annotations.NullMarked;
