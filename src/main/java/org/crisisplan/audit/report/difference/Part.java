package org.crisisplan.audit.report.difference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.crisisplan.audit.report.difference.Difference.Value;
import org.jspecify.annotations.Nullable;

/**
 * Something of a file that is known by its id.
 *
 * @param values all that is said of it, by name; of several with one name all
 */
record Part(String type, String id, String name, String clause, Map<String, List<String>> values) {

    Part(String type, String id, String name, String clause) {
        this(type, id, name, clause, new LinkedHashMap<>());
    }

    void say(String value, String text) {
        values.computeIfAbsent(value, first -> new ArrayList<>()).add(text);
    }

    /** What is gone, new and not the same, in the order of what was, then of what is. */
    static List<Difference> between(Map<String, Part> before, Map<String, Part> after) {
        List<Difference> differences = new ArrayList<>();
        before.forEach((id, was) -> {
            @Nullable Part is = after.get(id);
            if (is == null) {
                differences.add(new Difference(
                        Difference.REMOVED, was.type(), id, was.name(), was.clause(), values(was, null)));
            } else {
                List<Value> values = values(was, is);
                if (!values.isEmpty()) {
                    differences.add(new Difference(Difference.CHANGED, is.type(), id, is.name(), is.clause(), values));
                }
            }
        });
        after.forEach((id, is) -> {
            if (!before.containsKey(id)) {
                differences.add(
                        new Difference(Difference.ADDED, is.type(), id, is.name(), is.clause(), values(null, is)));
            }
        });
        return differences;
    }

    private static List<Value> values(@Nullable Part before, @Nullable Part after) {
        Map<String, List<String>> was = before == null ? Map.of() : before.values();
        Map<String, List<String>> is = after == null ? Map.of() : after.values();
        var names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        List<Value> values = new ArrayList<>();
        if (before != null && after != null && !before.type().equals(after.type())) {
            values.add(new Value("type", before.type(), after.type()));
        }
        for (String name : names) {
            List<String> gone = without(was.getOrDefault(name, List.of()), is.getOrDefault(name, List.of()));
            List<String> come = without(is.getOrDefault(name, List.of()), was.getOrDefault(name, List.of()));
            if (!gone.isEmpty() || !come.isEmpty()) {
                values.add(new Value(name, text(gone), text(come)));
            }
        }
        return values;
    }

    private static List<String> without(List<String> some, List<String> others) {
        List<String> left = new ArrayList<>(some);
        others.forEach(left::remove);
        return left;
    }

    private static @Nullable String text(List<String> some) {
        return some.isEmpty() ? null : String.join("\n", some);
    }
}
