package org.crisisplan.affected;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is affected by a crisis, for whoever settles something with them.
 *
 * @param ref who it is, in this crisis: opaque, and the same whatever lists name them
 * @param user their id in the shop; null if no list says one
 * @param language {@code zh} or {@code en}; null if unknown
 * @param values what else the lists say of them, by the names of the columns
 */
public record AffectedPerson(
        String ref, @Nullable String user, @Nullable String language, Map<String, String> values) {

    /** Nobody is named by accident, as in a log. */
    @Override
    public String toString() {
        return "affected person " + ref;
    }
}
