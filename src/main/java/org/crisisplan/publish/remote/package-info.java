/** How services of others are asked, and what their answers mean for a publication. What is sent to an address is signed by Standard Webhooks. */
@NamedInterface("remote")
@NullMarked
package org.crisisplan.publish.remote;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
