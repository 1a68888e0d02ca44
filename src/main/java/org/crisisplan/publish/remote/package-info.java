/** How services of others are asked, and what their answers mean for a publication. */
@NullMarked
package org.crisisplan.publish.remote;

import org.jspecify.annotations.NullMarked;
