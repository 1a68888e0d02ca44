/** What the history in Cockpit shows and the engine's REST API does not answer: only to read, for who may see it in Cockpit. */
@NullMarked
package org.crisisplan.audit.cockpit;

import org.jspecify.annotations.NullMarked;
