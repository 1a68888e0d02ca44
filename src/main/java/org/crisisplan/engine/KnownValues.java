package org.crisisplan.engine;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case outside the variables of its processes. Diagrams, tables and forms ask for it by name as they ask for a variable; a
 * variable of that name that has a value goes before it.
 */
public interface KnownValues {

    /** What is known; null for what somebody said is not known. */
    Map<String, @Nullable Object> of(String processDefinitionId, @Nullable String businessKey);

    /** The names that {@link #of} may give: what is told by a form under them is kept there, and does not become a variable. */
    Set<String> names(String processDefinitionId, @Nullable String businessKey);

    /** The names that the product takes at the start of a process and keeps itself. */
    Set<String> takenAtStart(String processDefinitionId);
}
