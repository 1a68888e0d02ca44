/**
 * Weibo as a channel: posts of one account, by the open platform's {@code statuses/share}. It recognises no post by a key, so that what
 * was sent and not answered is always for a person; and it takes only texts with an address below the domain that the app is bound to.
 */
@NullMarked
package org.crisisplan.publish.weibo;

import org.jspecify.annotations.NullMarked;
