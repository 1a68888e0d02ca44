/** Security bodies that publish vulnerabilities (R21): what concerns one of our assets is an advisory. */
@NullMarked
package org.crisisplan.signals.channel.advisories;

import org.jspecify.annotations.NullMarked;
