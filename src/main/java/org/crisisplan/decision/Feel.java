package org.crisisplan.decision;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crisisplan.decision.feel.BoundedFeel;
import org.jspecify.annotations.Nullable;

/** The expression language of tables and forms, as the engine evaluates it. */
public final class Feel {

    private static final BoundedFeel ENGINE = new BoundedFeel();

    private static final Pattern TEXT = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern COUNTED = Pattern.compile("\\bin\\s+[^,\\s]+?\\s*\\.\\.\\s*(?!count\\(|\\d{1,3}\\b)");
    private static final Pattern PATTERN_MATCH =
            Pattern.compile("\\b(matches|replace|split)\\s*\\((?!(?:[^(),]|\\([^()]*\\))*,\\s*\"\"\\s*[,)])");
    private static final Pattern REPEATED_GROUP = Pattern.compile("[)\\]][*+{][^)]*\\)[*+{]|[*+]\\)[*+{]");

    private Feel() {}

    /** What the expression gives, or null where it gives nothing. */
    public static @Nullable Object evaluate(String expression, Map<String, Object> variables) {
        return ENGINE.evaluate(expression, variables);
    }

    /** Why nobody should even try to read the text, if that is so: it is too long or too deep, or asks for Java. */
    public static Optional<String> unreadable(String text) {
        return ENGINE.burden(text);
    }

    /** Why the expression could keep the server busy for as long as someone likes, if it could. */
    public static Optional<String> burden(String expression) {
        Optional<String> unreadable = unreadable(expression);
        if (unreadable.isPresent()) {
            return unreadable;
        }
        String bare = TEXT.matcher(expression).replaceAll("\"\"");
        if (COUNTED.matcher(bare).find()) {
            return Optional.of("counts to a number that is not the length of a list, which could take any time");
        }
        boolean matches = bare.contains("matches(") || bare.contains("replace(") || bare.contains("split(");
        return matches
                        && (PATTERN_MATCH.matcher(bare).find()
                                || REPEATED_GROUP.matcher(expression).find())
                ? Optional.of("compares with a text pattern that is entered or repeats a repetition, "
                        + "which could take any time")
                : Optional.empty();
    }

    /** Why the text is no expression, if it is none. */
    public static Optional<String> faultInExpression(String text) {
        return ENGINE.faultInExpression(text);
    }

    /** Why the text is no condition of a table's cell, if it is none. */
    public static Optional<String> faultInCell(String text) {
        return ENGINE.faultInCell(text);
    }
}
