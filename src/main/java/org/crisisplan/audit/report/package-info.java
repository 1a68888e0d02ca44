/**
 * The pages under {@code /audit}: search over all cases, the report of a quarter, what administrators did, how versions of the plan differ, who
 * logged in, and who looked at what.
 */
@NullMarked
package org.crisisplan.audit.report;

import org.jspecify.annotations.NullMarked;
