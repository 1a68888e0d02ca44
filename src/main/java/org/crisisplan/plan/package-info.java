/**
 * The contract of the plan: its processes, decisions and forms as one deployed version, the crisis they carry, and the few
 * operations the outside has on it (open, report facts, ask for a statement). Every other capability may use this package; it
 * uses none of them.
 */
@NullMarked
package org.crisisplan.plan;

import org.jspecify.annotations.NullMarked;
