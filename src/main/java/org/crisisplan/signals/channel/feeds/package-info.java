/** News and forums by their RSS and Atom feeds (R08, R13, R14): what speaks of us, or of what the keywords name, is a mention. */
@NullMarked
package org.crisisplan.signals.channel.feeds;

import org.jspecify.annotations.NullMarked;
