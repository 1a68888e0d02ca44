/** Acknowledging an alert without a login: by a link that is for one person, once, and for a limited time. */
@NullMarked
package org.crisisplan.notify.acknowledge;

import org.jspecify.annotations.NullMarked;
