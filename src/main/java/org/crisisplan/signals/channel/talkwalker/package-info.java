/** Talkwalker (R07, R11): what is found for the plan's keywords, or in a project of ours. */
@NullMarked
package org.crisisplan.signals.channel.talkwalker;

import org.jspecify.annotations.NullMarked;
