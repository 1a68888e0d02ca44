/** One crisis: its facts, level, phase and promises, and what the outside does with it (open, report facts, ask for a statement). */
@NullMarked
package org.crisisplan.crisis;

import org.jspecify.annotations.NullMarked;
