/** What is said that may not be true: where it was seen, what we found out, and the answer. */
@NullMarked
package org.crisisplan.media.rumour;

import org.jspecify.annotations.NullMarked;
