/**
 * The public page as JSON: in the shape of Statuspage's API (version 2), which tools and libraries read of many status pages, and as a
 * short notice that apps and other sites show.
 */
@NullMarked
package org.crisisplan.statuspage.api;

import org.jspecify.annotations.NullMarked;
