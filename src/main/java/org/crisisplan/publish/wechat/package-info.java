/**
 * WeChat as a channel: a text to all followers of one verified official account, by the platform's mass message. It recognises a message
 * by the id that we give it (clientmsgid). How often an account may speak is little: once a day, or four times a month; the table
 * {@code channels} says when it is worth it. Where the account wants its administrator to confirm each message on the phone, WeChat drops
 * what nobody confirms within half an hour, and tells us nothing of it.
 */
@NullMarked
package org.crisisplan.publish.wechat;

import org.jspecify.annotations.NullMarked;
