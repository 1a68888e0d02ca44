/** How the plan's decision tables are asked, and FEEL, the language they are written in. */
@NullMarked
package org.crisisplan.decision;

import org.jspecify.annotations.NullMarked;
