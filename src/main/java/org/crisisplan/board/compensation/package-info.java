/** The page of one crisis's compensation (R57): who has it, the shop's file, and its answers. */
@NullMarked
package org.crisisplan.board.compensation;

import org.jspecify.annotations.NullMarked;
