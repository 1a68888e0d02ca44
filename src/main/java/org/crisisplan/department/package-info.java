/** Who there is: the departments that carry the plan out, and those who look after it. */
@NullMarked
package org.crisisplan.department;

import org.jspecify.annotations.NullMarked;
