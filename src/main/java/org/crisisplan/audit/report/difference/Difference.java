package org.crisisplan.audit.report.difference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing of a file that is not the same in both versions: an element, a rule, a field, some lines.
 *
 * @param change added, removed, changed or moved
 * @param type what it is, such as userTask, rule or textfield
 * @param id by which it is known in both
 * @param name its label, in both languages as it is drawn; empty if it has none
 * @param clause which clause of the plan it carries out; empty if it says none
 * @param values what of it is not the same; empty where it is new or gone as a whole
 */
public record Difference(String change, String type, String id, String name, String clause, List<Value> values) {

    public static final String ADDED = "added";
    public static final String REMOVED = "removed";
    public static final String CHANGED = "changed";
    public static final String MOVED = "moved";

    /** A value by its name, from what to what; null where there was or is none. */
    public record Value(
            String name, @Nullable String before, @Nullable String after) {}
}
