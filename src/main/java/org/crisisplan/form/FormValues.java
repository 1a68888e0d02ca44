package org.crisisplan.form;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.engine.KnownValues;
import org.jspecify.annotations.Nullable;

/** What a form of a task shows: the variables of its process, and beside them what is known of the case. */
final class FormValues {

    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String NOT_KNOWN = "unknown";

    private final Form form;
    private final Map<String, Object> variables;
    private final Map<String, @Nullable Object> known;
    private final Set<String> names;
    private final Set<String> askedAnew;

    /** @param askedAnew what is asked as if nothing were known of it */
    FormValues(
            Form form,
            Map<String, Object> variables,
            Set<String> askedAnew,
            KnownValues elsewhere,
            String processDefinitionId,
            @Nullable String businessKey) {
        this.form = form;
        this.variables = variables;
        this.askedAnew = askedAnew;
        this.known = elsewhere.of(processDefinitionId, businessKey);
        this.names = elsewhere.names(processDefinitionId, businessKey);
    }

    /** All of them as the form's fields show them. */
    Map<String, Object> all() {
        Map<String, Object> all = new HashMap<>(variables);
        all.putAll(besideVariables());
        return all;
    }

    /** What its fields show beside the variables: what is known of the case, and what a field of which nothing is known begins with. */
    Map<String, Object> shownBesideVariables(Clock clock) {
        Map<String, Object> known = all();
        Map<String, Object> shown = besideVariables();
        begin(form.fields(), known, shown, clock);
        return shown;
    }

    private static void begin(
            List<FormField> fields, Map<String, Object> known, Map<String, Object> shown, Clock clock) {
        for (FormField field : fields) {
            if (field.hasValue() && known.get(field.key()) == null) {
                Object first = field.beginning(known, clock);
                if (first != null) {
                    shown.put(field.key(), first);
                }
            }
            if (field.isGroup() && field.key().isEmpty()) {
                begin(field.fields(), known, shown, clock);
            }
        }
    }

    /** What is known of the case and is no variable of the process. */
    Map<String, Object> besideVariables() {
        Map<String, Object> beside = new HashMap<>();
        known.forEach((name, value) -> {
            Object shown = asShown(name, value);
            if (variables.get(name) == null && shown != null && !askedAnew.contains(name)) {
                beside.put(name, shown);
            }
        });
        return beside;
    }

    /** A field that offers words shows yes, no and not known in words; a tick shows what it is. */
    private @Nullable Object asShown(String name, @Nullable Object value) {
        if (!form.offersWords(name)) {
            return value;
        }
        return value == null ? NOT_KNOWN : value instanceof Boolean yes ? (yes ? YES : NO) : value;
    }

    /** Whether what the form says under the name becomes a variable of the process. */
    boolean isVariable(String name) {
        return !names.contains(name) || variables.get(name) != null;
    }

    /**
     * What the answer tells of the case.
     *
     * @param accepted the values of the open fields, null for one left empty
     */
    Map<String, @Nullable Object> told(Map<String, @Nullable Object> accepted) {
        Map<String, @Nullable Object> told = new TreeMap<>();
        accepted.forEach((name, value) -> {
            // a tick that is not set says nothing, unless it was set before
            boolean noTick = Boolean.FALSE.equals(value) && !Boolean.TRUE.equals(known.get(name));
            boolean stillEmpty = value == null && known.get(name) == null;
            if (names.contains(name) && !noTick && !stillEmpty) {
                told.put(name, value);
            }
        });
        return told;
    }
}
