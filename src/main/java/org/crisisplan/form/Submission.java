package org.crisisplan.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a person entered, held against the form: its fields, or one row of a list in it. Fields that the form hides or shows
 * only for reading are not the person's to write, whatever was sent for them.
 */
class Submission {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A field and the groups it stands in: a hidden group hides it. */
    private record Place(FormField field, List<FormField> around) {

        boolean isHidden(Map<String, Object> known) {
            return field.isHidden(known) || around.stream().anyMatch(group -> group.isHidden(known));
        }
    }

    private final List<Place> places = new ArrayList<>();
    private final Map<String, JsonNode> entered;
    private final Map<String, Object> known;
    private final FormFieldCheck check;
    private final String where;
    private final List<FieldFault> faults = new ArrayList<>();
    private final Map<String, JsonNode> accepted = new LinkedHashMap<>();

    Submission(Form form, Map<String, JsonNode> entered, Map<String, Object> known, FormFieldCheck check) {
        this(form.fields(), entered, known, check, "");
    }

    private Submission(
            List<FormField> fields,
            Map<String, JsonNode> entered,
            Map<String, Object> known,
            FormFieldCheck check,
            String where) {
        this.entered = entered;
        this.check = check;
        this.where = where;
        collect(fields, List.of());
        this.known = visible(known);
        refuseUnknown();
        places.stream().filter(this::isOpen).forEach(place -> read(place.field()));
        places.stream().map(Place::field).forEach(this::compute);
    }

    /** Sentences, one for each thing wrong; empty when the submission is in order. */
    List<String> faults() {
        return faults.stream().map(FieldFault::sentence).toList();
    }

    /** The same, for those who say it in words of their own. */
    List<FieldFault> fieldFaults() {
        return faults;
    }

    /** What may be written: the open fields' values, null for a field left empty. */
    Map<String, JsonNode> accepted() {
        return accepted;
    }

    /** All variables the form could write, open or not. */
    List<String> keys() {
        return places.stream().map(place -> place.field().key()).distinct().toList();
    }

    private void collect(List<FormField> fields, List<FormField> around) {
        for (FormField field : fields) {
            if (field.isGroup() && field.key().isEmpty()) {
                var inside = new ArrayList<>(around);
                inside.add(field);
                collect(field.fields(), inside);
            } else if (!field.key().isEmpty()
                    && (field.hasValue() || field.isList() || field.isGroup() || isComputed(field))) {
                places.add(new Place(field, around));
            }
        }
    }

    private static boolean isComputed(FormField field) {
        return field.type().equals("expression");
    }

    /** Hiding one field can hide the next: looked at again until nothing more disappears. */
    private Map<String, Object> visible(Map<String, Object> before) {
        Map<String, Object> seen = withEntered(before, place -> true);
        for (int round = 0; round <= places.size(); round++) {
            Map<String, Object> now = seen;
            Map<String, Object> next = withEntered(before, place -> !place.isHidden(now));
            if (next.equals(seen)) {
                break;
            }
            seen = next;
        }
        return seen;
    }

    private Map<String, Object> withEntered(Map<String, Object> before, Predicate<Place> shown) {
        Map<String, Object> seen = new HashMap<>(before);
        for (Place place : places) {
            if (!place.field().isFixed(before)) {
                seen.put(place.field().key(), null);
            }
        }
        for (Place place : places) {
            String key = place.field().key();
            if (!place.field().isFixed(before) && shown.test(place) && entered.containsKey(key)) {
                seen.put(key, JSON.convertValue(entered.get(key), Object.class));
            }
        }
        return seen;
    }

    private boolean isOpen(Place place) {
        return !place.isHidden(known) && !place.field().isFixed(known) && !isComputed(place.field());
    }

    private void refuseUnknown() {
        new TreeMap<>(entered)
                .keySet().stream()
                        .filter(key -> !keys().contains(key))
                        .forEach(key -> faults.add(FieldFault.of(where + key, null, Wrong.NO_FIELD.with())));
    }

    private void read(FormField field) {
        @Nullable JsonNode value = entered.get(field.key());
        if (value == null || FormFieldCheck.isEmpty(value)) {
            accepted.put(field.key(), JSON.nullNode());
            if (field.isRequired(known)) {
                fault(field, Wrong.MISSING.with());
            }
        } else if (field.isList()) {
            readRows(field, value);
        } else if (field.isGroup()) {
            accepted.put(field.key(), readInside(field, value, ""));
        } else {
            check.fault(field, value, known).ifPresent(fault -> fault(field, fault));
            accepted.put(field.key(), value);
        }
    }

    private void readRows(FormField list, JsonNode rows) {
        if (!rows.isArray()) {
            fault(list, Wrong.NO_LIST.with());
            return;
        }
        ArrayNode clean = JSON.createArrayNode();
        for (JsonNode row : rows) {
            clean.add(readInside(list, row, "[" + (clean.size() + 1) + "]"));
        }
        accepted.put(list.key(), clean);
    }

    private ObjectNode readInside(FormField outer, JsonNode values, String position) {
        ObjectNode clean = JSON.createObjectNode();
        if (!values.isObject()) {
            fault(outer, Wrong.NO_GROUP.with());
            return clean;
        }
        Map<String, JsonNode> inside = new LinkedHashMap<>();
        values.properties().forEach(value -> inside.put(value.getKey(), value.getValue()));
        Map<String, Object> around = new HashMap<>(known);
        around.put("parent", known);
        var row = new Submission(outer.fields(), inside, around, check, where + outer.key() + position + ".");
        faults.addAll(row.fieldFaults());
        row.accepted().forEach(clean::set);
        return clean;
    }

    /** What the form computes is computed again: the person only saw it. Where nothing comes of it, nothing is said. */
    private void compute(FormField field) {
        if (isComputed(field)) {
            Object value = FormField.valueOf(field.json().path("expression"), known);
            if (value != null) {
                accepted.put(field.key(), JSON.valueToTree(value));
            }
        }
    }

    private void fault(FormField field, Wrong.Found what) {
        faults.add(FieldFault.of(where + field.key(), field.label(), what));
    }
}
