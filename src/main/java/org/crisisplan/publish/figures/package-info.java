/**
 * Numbers, amounts and times that a statement states: read from English and Chinese text, and compared with what the crisis knows and
 * with what we said before.
 */
@NullMarked
package org.crisisplan.publish.figures;

import org.jspecify.annotations.NullMarked;
