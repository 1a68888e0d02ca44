package org.crisisplan.decision.feel;

import camundajar.impl.fastparse.Parsed;
import camundajar.impl.fastparse.ParserInput;
import camundajar.impl.fastparse.ParserInputSource;
import camundajar.impl.fastparse.ParsingRun;
import camundajar.impl.fastparse.internal.Instrument;
import camundajar.impl.scala.Function1;
import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.IterableOnce;
import camundajar.impl.scala.collection.Iterator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.camunda.feel.impl.parser.FeelParser$;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.JavaFunctionInvocation;
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of an expression with the language's own grammar. That tries again and again at each bracket, twice as often for
 * each one inside another, so it is counted how often it looks at a letter.
 */
final class FeelSyntax {

    static final int LONGEST = 5_000;

    private static final int MOST_LOOKS = 1_000_000;
    private static final int DEEPEST_BRACKETS = 40;
    private static final int DEEPEST_TREE = 100;

    private static final MethodHandle EXPRESSION = grammar("fullExpression");
    private static final MethodHandle UNARY_TESTS = grammar("fullUnaryExpression");

    private FeelSyntax() {}

    /** No text to be looked at any further: what it costs to read it, or what it asks for, is already too much. */
    static class FeelBurden extends FeelRefused {

        private static final long serialVersionUID = 1L;

        FeelBurden(String message) {
            super(message);
        }
    }

    /** @throws FeelRefused when the text is no expression, or none that may be evaluated */
    static Exp expression(String text) {
        return read(text, EXPRESSION);
    }

    /** @throws FeelRefused when the text is no condition of a cell, or none that may be evaluated */
    static Exp unaryTests(String text) {
        return read(text, UNARY_TESTS);
    }

    private static Exp read(String text, MethodHandle grammar) {
        if (text.length() > LONGEST) {
            throw new FeelBurden("has more than " + LONGEST + " characters");
        }
        if (brackets(text) > DEEPEST_BRACKETS) {
            throw new FeelBurden("has more than " + DEEPEST_BRACKETS + " brackets inside each other");
        }
        try {
            Parsed<Exp> parsed = parsed(new WatchedInput(text), grammar);
            if (!parsed.isSuccess()) {
                throw new FeelRefused(fault((Parsed.Failure) (Object) parsed));
            }
            Exp expression = parsed.get().value();
            check(expression, 0);
            return expression;
        } catch (StackOverflowError tooDeep) {
            throw new FeelBurden("is nested too deeply");
        }
    }

    private static String fault(Parsed.Failure failure) {
        try {
            return "cannot be read: " + failure.extra().trace(false).aggregateMsg();
        } catch (FeelBurden tooLong) {
            return "cannot be read: something is wrong at character " + (failure.index() + 1);
        }
    }

    @SuppressWarnings("unchecked")
    private static Parsed<Exp> parsed(ParserInput input, MethodHandle grammar) {
        ParserInputSource source = new ParserInputSource() {
            @Override
            public <T> T parseThrough(Function1<ParserInput, T> parser) {
                return parser.apply(input);
            }
        };
        Function1<ParsingRun<Object>, ParsingRun<Exp>> parser = run -> {
            try {
                return (ParsingRun<Exp>) grammar.invoke(FeelParser$.MODULE$, run);
            } catch (RuntimeException | Error refused) {
                throw refused;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        };
        return camundajar.impl.fastparse.package$.MODULE$.parse(source, parser, false, 0, (Instrument) null);
    }

    /** The parser takes texts only; what it does with them can be watched one step further in. */
    private static MethodHandle grammar(String name) {
        try {
            var method = FeelParser$.class.getDeclaredMethod(name, ParsingRun.class);
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("The grammar of FEEL is not where it was in version 1.19.3", changed);
        }
    }

    private static int brackets(String text) {
        int deepest = 0;
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\\' && quoted) {
                i++;
            } else if (letter == '"') {
                quoted = !quoted;
            } else if (!quoted && "([{".indexOf(letter) >= 0) {
                deepest = Math.max(deepest, ++depth);
            } else if (!quoted && ")]}".indexOf(letter) >= 0) {
                depth--;
            }
        }
        return deepest;
    }

    /** Goes through all there is in it: the library's own check leaves out what is handed to functions. */
    private static void check(@Nullable Object part, int depth) {
        if (part instanceof JavaFunctionInvocation) {
            throw new FeelBurden("calls Java, which no expression may");
        }
        if (depth > DEEPEST_TREE) {
            throw new FeelBurden("is nested more than " + DEEPEST_TREE + " times");
        }
        if (part instanceof FunctionInvocation call) {
            checkPattern(call);
        }
        Iterator<?> inside = part instanceof IterableOnce<?> several
                ? several.iterator()
                : part instanceof Product whole
                        ? whole.productIterator()
                        : camundajar.impl.scala.package$.MODULE$.Iterator().empty();
        while (inside.hasNext()) {
            check(inside.next(), part instanceof Exp ? depth + 1 : depth);
        }
    }

    private static void checkPattern(FunctionInvocation call) {
        boolean hasPattern = call.function().matches("matches|replace|split|extract");
        if (hasPattern
                && call.params() instanceof PositionalFunctionParameters given
                && given.params().length() > 1
                && given.params().apply(1) instanceof ConstString pattern) {
            TextPattern.of(pattern.value(), "");
        }
    }

    /** The text, counting how often it is looked at. */
    private static class WatchedInput extends ParserInput {

        private final String text;
        private int looks;

        WatchedInput(String text) {
            this.text = text;
        }

        @Override
        public char apply(int index) {
            if (++looks > MOST_LOOKS) {
                throw new FeelBurden("cannot be read: it has too many brackets inside each other, or one too many");
            }
            return text.charAt(index);
        }

        @Override
        public void dropBuffer(int index) {
            // all of the text stays at hand
        }

        @Override
        public String slice(int from, int until) {
            return text.substring(from, Math.min(until, text.length()));
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public int innerLength() {
            return text.length();
        }

        @Override
        public boolean isReachable(int index) {
            return index < text.length();
        }

        @Override
        public void checkTraceable() {
            // it can be read again from its beginning
        }

        @Override
        public String prettyIndex(int index) {
            return "character " + (index + 1);
        }
    }
}
