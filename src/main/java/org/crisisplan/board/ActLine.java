package org.crisisplan.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;

/**
 * One act of a crisis's record as its page shows it to a reader of one language.
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

    static ActLine of(Act act, TimeFormatter moments, Locale reader) {
        var names = new TreeSet<>(act.after().keySet());
        names.addAll(act.before().keySet());
        names.remove("task");
        List<Value> values = new ArrayList<>(names.stream()
                .map(name -> new Value(name, text(act.before(), name, reader), text(act.after(), name, reader)))
                .toList());
        Map<String, Object> words = act.words() == null ? Map.of() : act.words();
        words.forEach((name, text) -> {
            if (!name.equals("actor")) {
                values.add(new Value(name, null, text(text, reader)));
            }
        });
        return new ActLine(
                act.seq(),
                moments.second(act.at()),
                act.actor().kind().word(),
                act.actor().id(),
                BilingualText.of(act.actor().name(), reader),
                act.kind().word(),
                act.subject(),
                act.step() == null ? null : BilingualText.of(act.step().name(), reader),
                act.step() == null ? "" : act.step().clause(),
                values,
                act.words() != null && !act.words().isEmpty(),
                act.words() == null,
                act.hash().substring(0, SHORT));
    }

    private static @Nullable String text(Map<String, Object> values, String name, Locale reader) {
        return values.containsKey(name) ? text(values.get(name), reader) : null;
    }

    /** Lists and reasons as a person would say them. */
    private static String text(@Nullable Object value, Locale reader) {
        if (value instanceof List<?> list) {
            return list.stream().map(item -> text(item, reader)).collect(Collectors.joining("; "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.containsKey("clause")
                    ? map.get("clause") + " " + BilingualText.of(String.valueOf(map.get("text")), reader)
                    : map.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + text(entry.getValue(), reader))
                            .collect(Collectors.joining("; "));
        }
        return value == null ? "?" : String.valueOf(value);
    }
}
