/** What is said that may not be true: where it was seen, what we found out, and the answer. */
@NamedInterface("rumour")
@NullMarked
package org.crisisplan.media.rumour;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
