package org.crisisplan.decision.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.Some;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.feel.FeelEngineClock;
import org.camunda.feel.api.EvaluationFailureType;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.EvaluationFailureCollector;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.syntaxtree.ValString;
import org.jspecify.annotations.Nullable;

/**
 * The one engine for FEEL, wherever it is evaluated: in tables, in forms, in what watches the signals. It is made of the language's own
 * grammar, interpreter and functions, none of which reaches a Java object or runs away.
 */
public final class BoundedFeel implements FeelEngine {

    private static final int MOST_TEXTS_KNOWN = 4_000;
    private static final int LONGEST_QUOTE = 200;

    private final FeelValues values = new FeelValues();
    private final BuiltinFunctions functions = new BuiltinFunctions(FeelEngineClock.SystemClock$.MODULE$, values);
    private final Map<String, Reading> expressions = new ConcurrentHashMap<>();
    private final Map<String, Reading> cells = new ConcurrentHashMap<>();

    /**
     * What a text was understood as, or why it was not.
     *
     * @param burden whether it should not even be read
     */
    private record Reading(@Nullable Exp expression, String fault, boolean burden) {}

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T evaluateSimpleExpression(String text, VariableContext variables) {
        return (T) evaluate(
                text, understood(text, reading(text, expressions, FeelSyntax::expression)), new OfTheEngine(variables));
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String text, String input, VariableContext variables) {
        var known = new OfTheEngine(variables);
        known.converted.put(org.camunda.feel.FeelEngine.UnaryTests$.MODULE$.inputVariable(), new ValString(input));
        return Boolean.TRUE.equals(
                evaluate(text, understood(text, reading(text, cells, FeelSyntax::unaryTests)), known));
    }

    /** What the expression gives, or null where it gives nothing. */
    public @Nullable Object evaluate(String text, Map<String, ? extends @Nullable Object> variables) {
        return evaluate(
                text, understood(text, reading(text, expressions, FeelSyntax::expression)), new OfAMap(variables));
    }

    /** Why the text is no expression, if it is none. */
    public Optional<String> faultInExpression(String text) {
        return fault(reading(text, expressions, FeelSyntax::expression));
    }

    /** Why the text is no condition of a table's cell, if it is none. */
    public Optional<String> faultInCell(String text) {
        return fault(reading(text, cells, FeelSyntax::unaryTests));
    }

    /** Why the text may not even be read, if that is so: it is too long, too deep, or asks for Java. */
    public Optional<String> burden(String text) {
        return Stream.of(
                        reading(text, expressions, FeelSyntax::expression),
                        reading(text, cells, FeelSyntax::unaryTests))
                .filter(Reading::burden)
                .map(Reading::fault)
                .findFirst();
    }

    private static Optional<String> fault(Reading reading) {
        return reading.expression() == null ? Optional.of(reading.fault()) : Optional.empty();
    }

    private static Reading reading(String text, Map<String, Reading> known, Function<String, Exp> reader) {
        Reading reading = known.get(text);
        if (reading == null) {
            reading = read(text, reader);
            if (known.size() >= MOST_TEXTS_KNOWN) {
                known.clear();
            }
            known.put(text, reading);
        }
        return reading;
    }

    private static Exp understood(String text, Reading reading) {
        if (reading.expression() == null) {
            throw new FeelRefused("The expression " + quoted(text) + " " + reading.fault());
        }
        return reading.expression();
    }

    private static Reading read(String text, Function<String, Exp> reader) {
        try {
            return new Reading(reader.apply(text), "", false);
        } catch (FeelRefused refused) {
            return new Reading(null, String.valueOf(refused.getMessage()), refused instanceof FeelSyntax.FeelBurden);
        }
    }

    private @Nullable Object evaluate(String text, Exp expression, Known known) {
        var allowance = FeelAllowance.current();
        try {
            var failures = new Failures(allowance);
            var context = new EvalContext(values, known, new BoundedFunctions(functions, allowance), failures);
            Val result = new BoundedInterpreter(values, allowance).eval(expression, context);
            allowance.refuseIfUsedUp();
            if (failures.assertion != null) {
                throw new FeelException(quoted(text) + " is refused by an assertion: " + failures.assertion);
            }
            if (result instanceof ValError || result instanceof ValFatalError) {
                throw new FeelException("The expression " + quoted(text) + " cannot be evaluated: " + result);
            }
            return values.unpackVal(result);
        } catch (FeelRefused refused) {
            throw new FeelRefused("The expression " + quoted(text) + " " + refused.getMessage());
        } catch (StackOverflowError tooDeep) {
            throw new FeelRefused("The expression " + quoted(text) + " is nested too deeply");
        } catch (FeelException failed) {
            throw failed;
        } catch (RuntimeException failed) {
            allowance.refuseIfUsedUp();
            throw new FeelException(
                    "The expression " + quoted(text) + " cannot be evaluated: " + failed.getMessage(), failed);
        }
    }

    /** The text as sentences about it repeat it. */
    public static String quoted(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return "`" + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + " ..." : line) + "`";
    }

    /** The variables, each turned into a value of the language when it is first asked for. */
    private abstract class Known implements VariableProvider {

        final Map<String, Val> converted = new HashMap<>();

        abstract boolean has(String name);

        abstract @Nullable Object value(String name);

        abstract Set<String> names();

        @Override
        public Option<Object> getVariable(String name) {
            Val before = converted.get(name);
            if (before == null) {
                if (!has(name)) {
                    return Option.empty();
                }
                before = converted(name);
                converted.put(name, before);
            }
            return new Some<>(before);
        }

        private Val converted(String name) {
            try {
                return values.toVal(value(name));
            } catch (FeelRefused | IllegalStateException refused) {
                throw new FeelRefused("reads the variable " + name + ", which " + refused.getMessage());
            }
        }

        @Override
        public Iterable<String> keys() {
            return CollectionConverters.asScala(names());
        }
    }

    private final class OfTheEngine extends Known {

        private final VariableContext variables;

        OfTheEngine(VariableContext variables) {
            this.variables = variables;
        }

        @Override
        boolean has(String name) {
            return variables.containsVariable(name);
        }

        @Override
        @Nullable Object value(String name) {
            TypedValue typed = variables.resolve(name);
            return typed == null ? null : typed.getValue();
        }

        @Override
        Set<String> names() {
            return variables.keySet();
        }
    }

    private final class OfAMap extends Known {

        private final Map<String, ? extends @Nullable Object> variables;

        OfAMap(Map<String, ? extends @Nullable Object> variables) {
            this.variables = variables;
        }

        @Override
        boolean has(String name) {
            return variables.containsKey(name);
        }

        @Override
        @Nullable Object value(String name) {
            return variables.get(name);
        }

        @Override
        Set<String> names() {
            return Set.copyOf(variables.keySet());
        }
    }

    /** What went wrong on the way and gave null is forgotten, so that it cannot pile up; a failed assertion is an answer. */
    private static class Failures extends EvaluationFailureCollector {

        private static final int LETTERS_FOR_ONE_STEP = 16;

        private final FeelAllowance allowance;
        private @Nullable String assertion;

        Failures(FeelAllowance allowance) {
            this.allowance = allowance;
        }

        @Override
        public void addFailure(EvaluationFailureType type, String message) {
            allowance.use(1 + message.length() / LETTERS_FOR_ONE_STEP);
            if (type == EvaluationFailureType.ASSERT_FAILURE$.MODULE$ && assertion == null) {
                assertion = message;
            }
        }
    }
}
