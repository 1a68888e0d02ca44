/** The public page as feeds: Atom and JSON Feed, in each language. */
@NullMarked
package org.crisisplan.statuspage.feed;

import org.jspecify.annotations.NullMarked;
