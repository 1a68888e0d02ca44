package org.crisisplan.plan;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.jspecify.annotations.Nullable;

/** The expression language of tables and forms, as the engine evaluates it. */
final class Feel {

    private static final FeelEngineApi ENGINE = FeelEngineBuilder.forJava().build();

    private static final Pattern TEXT = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern LOOP = Pattern.compile("\\b(for|some|every)\\b");
    private static final Pattern PATTERN_MATCH = Pattern.compile("\\b(matches|replace|split)\\s*\\(");

    private Feel() {}

    /** What the expression gives, or null where it gives nothing. */
    static @Nullable Object evaluate(String expression, Map<String, Object> variables) {
        var evaluation = ENGINE.evaluateExpression(expression, variables);
        if (!evaluation.isSuccess()) {
            throw new IllegalStateException("The expression `" + expression + "` cannot be evaluated: "
                    + evaluation.failure().message());
        }
        return evaluation.result();
    }

    /** Why the expression could keep the server busy for as long as someone likes, if it could. */
    static Optional<String> burden(String expression) {
        String bare = TEXT.matcher(expression).replaceAll("\"\"");
        return LOOP.matcher(bare).find()
                ? Optional.of("runs through a list, which could take any time")
                : PATTERN_MATCH.matcher(bare).find()
                        ? Optional.of("compares with a text pattern, which could take any time")
                        : Optional.empty();
    }

    /** Why the text is no expression, if it is none. */
    static Optional<String> faultInExpression(String text) {
        var parsed = ENGINE.parseExpression(text);
        return parsed.isSuccess()
                ? Optional.empty()
                : Optional.of(parsed.failure().message());
    }

    /** Why the text is no condition of a table's cell, if it is none. */
    static Optional<String> faultInCell(String text) {
        var parsed = ENGINE.parseUnaryTests(text);
        return parsed.isSuccess()
                ? Optional.empty()
                : Optional.of(parsed.failure().message());
    }
}
