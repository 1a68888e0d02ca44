/** Asks the website's pages from outside, as its users do (R10, R15). */
@NullMarked
package org.crisisplan.signals.channel.probe;

import org.jspecify.annotations.NullMarked;
