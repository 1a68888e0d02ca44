/**
 * The public form {@code /report}, where users say what does not work (R06, R17, R22). Protected against floods and robots by itself:
 * nobody else learns who visits it. It keeps no personal data; who reports is told apart by a salted hash.
 */
@NullMarked
package org.crisisplan.signals.channel.reports;

import org.jspecify.annotations.NullMarked;
