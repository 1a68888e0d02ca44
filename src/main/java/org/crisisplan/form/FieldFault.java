package org.crisisplan.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field of a submission.
 *
 * @param field its key; within a row of a list such as {@code actions[2].owner}
 * @param label what the person reads beside it; null where there is no such field
 * @param values what the sentence names, such as the largest number allowed
 */
public record FieldFault(String field, @Nullable String label, Wrong wrong, List<String> values) {

    /** Of a field that those who keep its value refuse. */
    public static FieldFault of(String field, @Nullable String label, Wrong wrong, Object... values) {
        return of(field, label, wrong.with(values));
    }

    static FieldFault of(String field, @Nullable String label, Wrong.Found found) {
        return new FieldFault(field, label, found.wrong(), found.values());
    }

    String sentence() {
        String named = label == null ? field : field + " (" + label + ")";
        return named + ": " + new Wrong.Found(wrong, values).sentence();
    }
}
