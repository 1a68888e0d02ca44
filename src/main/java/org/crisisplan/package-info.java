/** Starts the product. */
@NullMarked
package org.crisisplan;

import org.jspecify.annotations.NullMarked;
