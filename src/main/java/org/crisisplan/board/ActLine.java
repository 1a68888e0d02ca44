package org.crisisplan.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crisisplan.board.TimeFormatter.Moment;
import org.crisisplan.crisis.record.Act;
import org.jspecify.annotations.Nullable;

/**
 * One act of a crisis's record as its page shows it.
 *
 * @param by the login, rule or timer; empty for the plan itself
 * @param name what names it, such as a person's name then
 * @param worded whether there are words of people in it
 * @param step where in the diagrams; null if outside of them
 */
record ActLine(
        int seq,
        Moment at,
        String actor,
        String by,
        String name,
        String kind,
        String subject,
        @Nullable String step,
        String clause,
        List<Value> values,
        boolean worded,
        boolean erased,
        String hash) {

    private static final int SHORT = 12;

    /** A value by its name, with what stood there before. */
    record Value(
            String name, @Nullable String before, @Nullable String after) {}

    static ActLine of(Act act, TimeFormatter moments) {
        var names = new TreeSet<>(act.after().keySet());
        names.addAll(act.before().keySet());
        names.remove("task");
        List<Value> values = new ArrayList<>(names.stream()
                .map(name -> new Value(name, text(act.before(), name), text(act.after(), name)))
                .toList());
        Map<String, Object> words = act.words() == null ? Map.of() : act.words();
        words.forEach((name, text) -> {
            if (!name.equals("actor")) {
                values.add(new Value(name, null, text(text)));
            }
        });
        return new ActLine(
                act.seq(),
                moments.second(act.at()),
                act.actor().kind().word(),
                act.actor().id(),
                act.actor().name(),
                act.kind().word(),
                act.subject(),
                act.step() == null ? null : act.step().name(),
                act.step() == null ? "" : act.step().clause(),
                values,
                act.words() != null && !act.words().isEmpty(),
                act.words() == null,
                act.hash().substring(0, SHORT));
    }

    private static @Nullable String text(Map<String, Object> values, String name) {
        return values.containsKey(name) ? text(values.get(name)) : null;
    }

    /** Lists and reasons as a person would say them. */
    private static String text(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ActLine::text).collect(Collectors.joining("; "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.containsKey("clause")
                    ? map.get("clause") + " " + map.get("text")
                    : map.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + text(entry.getValue()))
                            .collect(Collectors.joining("; "));
        }
        return value == null ? "?" : String.valueOf(value);
    }
}
