/** How two versions of the plan differ: diagrams by element, tables by rule and cell, forms by field, texts by line. */
@NullMarked
package org.crisisplan.audit.report.difference;

import org.jspecify.annotations.NullMarked;
