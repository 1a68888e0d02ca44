package org.crisisplan.plan;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened to a file from one version of the plan to the next. */
enum Change {
    ADDED,
    CHANGED,
    REMOVED;

    /** The last time a file was changed, and by whom. */
    record Last(int version, Change change, @Nullable String by, Instant at, DeploymentOrigin origin) {}

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Change of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static SortedMap<String, Change> between(Map<String, byte[]> before, Map<String, byte[]> after) {
        SortedMap<String, Change> changes = new TreeMap<>();
        after.forEach((file, content) -> {
            byte[] was = before.get(file);
            if (was == null) {
                changes.put(file, ADDED);
            } else if (!Arrays.equals(was, content)) {
                changes.put(file, CHANGED);
            }
        });
        before.keySet().stream().filter(file -> !after.containsKey(file)).forEach(file -> changes.put(file, REMOVED));
        return changes;
    }
}
