/** One task on a page of its own, in one language, made for a phone: its form, whose it is, and what was begun and not sent yet. */
@NullMarked
package org.crisisplan.board.task;

import org.jspecify.annotations.NullMarked;
