/**
 * What the plan watches (R04-R23): every channel's signals come in here, are counted, held against the trigger table, and become
 * at most one crisis for each thing they are about. Each kind of channel is a package of its own below this one; it hands
 * {@link org.crisisplan.signals.Signal signals} to {@link org.crisisplan.signals.Signals} and knows no other. Uses {@code plan}
 * and nothing else of the product.
 */
@NullMarked
package org.crisisplan.signals;

import org.jspecify.annotations.NullMarked;
