/** The pages of the duties: all rows with who checked them, and those of one crisis. */
@NullMarked
package org.crisisplan.duty.page;

import org.jspecify.annotations.NullMarked;
