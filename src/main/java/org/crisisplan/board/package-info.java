/** The situation for everybody who takes part: open crises and their clocks, my tasks, one page per crisis, Tasklist's filters. */
@NullMarked
package org.crisisplan.board;

import org.jspecify.annotations.NullMarked;
