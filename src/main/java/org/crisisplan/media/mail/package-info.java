/** How approved texts reach the media: press statements as a public channel, and answers to single inquiries. */
@NullMarked
package org.crisisplan.media.mail;

import org.jspecify.annotations.NullMarked;
