/** A mailbox into which people forward alerts, and into which listening tools write that can do nothing else (R12). */
@NullMarked
package org.crisisplan.signals.channel.mailbox;

import org.jspecify.annotations.NullMarked;
