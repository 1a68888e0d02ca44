/** The plan as one version: processes, tables and forms, checked as a whole and deployed together. */
@NullMarked
package org.crisisplan.plan;

import org.jspecify.annotations.NullMarked;
