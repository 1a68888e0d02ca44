/** What the diagrams call while they carry a crisis: its course, its grading and its deadlines. */
@NullMarked
package org.crisisplan.crisis.process;

import org.jspecify.annotations.NullMarked;
