/**
 * Sources of signals: who they are and how they are doing, those that are asked in turn, silence that is a signal itself
 * (R04).
 */
@NullMarked
package org.crisisplan.signals.source;

import org.jspecify.annotations.NullMarked;
