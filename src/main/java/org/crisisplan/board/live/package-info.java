/**
 * The live page of one crisis: clocks, what the public knows, who does what, the situation, numbers and the timeline. Pages that are
 * open hear of each new act within a second or two, however many they are: one look at the records for all of them, and what all
 * readers see alike is written once for each act.
 */
@NullMarked
package org.crisisplan.board.live;

import org.jspecify.annotations.NullMarked;
