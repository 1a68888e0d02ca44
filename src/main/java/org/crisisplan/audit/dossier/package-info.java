/**
 * The dossier of a crisis: everything that is kept of it, put together for auditors, and the plan held against what happened. A dossier is a
 * {@link org.crisisplan.audit.dossier.Dossier document} that knows nothing of how it is laid out.
 */
@NullMarked
package org.crisisplan.audit.dossier;

import org.jspecify.annotations.NullMarked;
