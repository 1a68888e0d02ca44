/**
 * Chat services beside mail: how each takes a message by an incoming webhook, what its answers mean, and which rooms the operator has
 * configured. A room's address is a secret, so only settings hold it; the plan's tables know its name.
 */
@NullMarked
package org.crisisplan.notify.chat;

import org.jspecify.annotations.NullMarked;
