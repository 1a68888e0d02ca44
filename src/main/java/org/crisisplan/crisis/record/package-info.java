/** What was done about a crisis, by whom and when: one row for every act, appended in the act's transaction and chained by hash. */
@NamedInterface("record")
@NullMarked
package org.crisisplan.crisis.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
