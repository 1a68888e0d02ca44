/** The tables {@code duties} and {@code calendar} of the plan, and how the law counts time. */
@NullMarked
package org.crisisplan.duty.table;

import org.jspecify.annotations.NullMarked;
