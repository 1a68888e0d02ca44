/**
 * The public page as files elsewhere: in a folder, or on another host by HTTP PUT. With the product, its database and its node dead, they
 * still say what was published last, how old that is, and when we promised to speak next (R46).
 */
@NullMarked
package org.crisisplan.statuspage.copy;

import org.jspecify.annotations.NullMarked;
