/** Takes tickets and talks of the online support, as a webhook or as a table (R06, R22). */
@NullMarked
package org.crisisplan.signals.channel.tickets;

import org.jspecify.annotations.NullMarked;
