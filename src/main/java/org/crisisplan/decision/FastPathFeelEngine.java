package org.crisisplan.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * FEEL for tables that are asked a thousand times a second. What stands in nearly all cells - words, numbers, comparisons, {@code
 * contains} - is understood here, with the same meaning; everything else is left to the full engine, which takes
 * a thousand times as long.
 */
class FastPathFeelEngine implements FeelEngine {

    private static final int LONGEST = 5_000;
    private static final String TEXT = "\"[^\"\\\\]*\"";
    private static final String NUMBER = "-?\\d{1,15}(?:\\.\\d{1,9})?";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern ONE_TEXT = Pattern.compile(TEXT);
    private static final Pattern ONE_NUMBER = Pattern.compile(NUMBER);
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|<|>)\\s*(" + NUMBER + ")");
    private static final Pattern CONTAINS = Pattern.compile("contains\\(\\s*\\?\\s*,\\s*(" + TEXT + ")\\s*\\)");
    private static final Pattern NOT = Pattern.compile("not\\(\\s*(" + TEXT + "(?:\\s*,\\s*" + TEXT + ")*)\\s*\\)");
    private static final Pattern NEXT = Pattern.compile(
            "\\s*(" + CONTAINS + "|" + COMPARISON + "|" + TEXT + "|" + NUMBER + "|null|true|false)\\s*(,|$)");
    private static final java.util.Set<String> RESERVED = java.util.Set.of(
            "if", "for", "some", "every", "function", "null", "true", "false", "not", "and", "or", "in", "between");

    private final FeelEngine full;
    private final Map<String, Optional<Predicate<@Nullable Object>>> cells = new ConcurrentHashMap<>();

    FastPathFeelEngine(FeelEngine full) {
        this.full = full;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T evaluateSimpleExpression(String expression, VariableContext variables) {
        String text = expression.strip();
        if (ONE_TEXT.matcher(text).matches()) {
            return (T) unquoted(text);
        }
        if (NAME.matcher(text).matches() && !RESERVED.contains(text) && variables.containsVariable(text)) {
            Object value = value(variables, text);
            if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
                return (T) value;
            }
        }
        return full.evaluateSimpleExpression(expression, variables);
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String cell, String input, VariableContext variables) {
        Optional<Predicate<@Nullable Object>> quick = cells.computeIfAbsent(cell, FastPathFeelEngine::understood);
        if (quick.isEmpty() || !variables.containsVariable(input)) {
            return full.evaluateSimpleUnaryTests(cell, input, variables);
        }
        return quick.get().test(value(variables, input));
    }

    private static @Nullable Object value(VariableContext variables, String name) {
        TypedValue typed = variables.resolve(name);
        return typed == null ? null : typed.getValue();
    }

    /** The cell as a test, if each of its alternatives is a plain one. */
    private static Optional<Predicate<@Nullable Object>> understood(String cell) {
        String text = cell.strip();
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher not = NOT.matcher(text);
        if (not.matches()) {
            // of another type it is neither one of them nor none of them
            return alternatives(not.group(1))
                    .map(test -> value -> value == null || value instanceof String && !test.test(value));
        }
        return alternatives(text);
    }

    private static Optional<Predicate<@Nullable Object>> alternatives(String text) {
        List<Predicate<@Nullable Object>> tests = new ArrayList<>();
        Matcher next = NEXT.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!next.find(end) || next.start() != end) {
                return Optional.empty();
            }
            tests.add(test(next.group(1)));
            end = next.end();
        }
        boolean openEnded = text.isEmpty() || text.endsWith(",");
        return openEnded
                ? Optional.empty()
                : Optional.of(value -> tests.stream().anyMatch(test -> test.test(value)));
    }

    private static Predicate<@Nullable Object> test(String alternative) {
        Matcher contains = CONTAINS.matcher(alternative);
        if (contains.matches()) {
            String part = unquoted(contains.group(1));
            return value -> value instanceof String text && text.contains(part);
        }
        Matcher comparison = COMPARISON.matcher(alternative);
        if (comparison.matches()) {
            double limit = Double.parseDouble(comparison.group(2));
            return comparing(comparison.group(1), limit);
        }
        if (ONE_TEXT.matcher(alternative).matches()) {
            return unquoted(alternative)::equals;
        }
        if (ONE_NUMBER.matcher(alternative).matches()) {
            double number = Double.parseDouble(alternative);
            return value -> value instanceof Number given && given.doubleValue() == number;
        }
        return switch (alternative) {
            case "true" -> Boolean.TRUE::equals;
            case "false" -> Boolean.FALSE::equals;
            default -> value -> value == null;
        };
    }

    private static Predicate<@Nullable Object> comparing(String sign, double limit) {
        return switch (sign) {
            case "<" -> value -> value instanceof Number given && given.doubleValue() < limit;
            case "<=" -> value -> value instanceof Number given && given.doubleValue() <= limit;
            case ">" -> value -> value instanceof Number given && given.doubleValue() > limit;
            default -> value -> value instanceof Number given && given.doubleValue() >= limit;
        };
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }
}
