package org.crisisplan.plan.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the product and the diagrams expect of one table.
 *
 * @param hitPolicy which rules count; null for an expression
 * @param asked what the table may ask for, by name, with the kind of its values
 * @param alsoAsked {@code facts} or {@code case}: what it may ask for besides; null for nothing
 * @param results what each result may be; its kind ends in a question mark where it may be left out
 * @param answers which questions must have an answer; null where a table may be silent
 */
record TableContract(
        @Nullable String hitPolicy,
        Map<String, Object> asked,
        @Nullable String alsoAsked,
        Map<String, Object> results,
        @Nullable Map<String, Object> answers) {

    TableContract {
        asked = asked == null ? Map.of() : asked;
        results = results == null ? Map.of() : results;
    }

    boolean mayAskAnyFact() {
        return "facts".equals(alsoAsked);
    }

    boolean mayAskTheCase() {
        return "case".equals(alsoAsked);
    }

    boolean mustAnswer() {
        return answers != null;
    }

    /** The only values of an input for which there must be an answer, if only these. */
    List<?> onlyFor(String input) {
        return answers != null && answers.get(input) instanceof List<?> values ? values : List.of();
    }

    /** Whether a result may be left out. */
    static boolean isOptional(Object kind) {
        return kind instanceof String name && name.endsWith("?");
    }
}
