/**
 * Bluesky as a channel: posts of one account, written into its repository by the AT Protocol. The key of a record follows from the
 * statement, so that a post can be looked for before it is made a second time.
 */
@NullMarked
package org.crisisplan.publish.bluesky;

import org.jspecify.annotations.NullMarked;
