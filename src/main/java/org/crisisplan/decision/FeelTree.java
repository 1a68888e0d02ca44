package org.crisisplan.decision;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.camunda.feel.FeelEngineClock;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.syntaxtree.ArithmeticNegation;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.ConstList;
import org.camunda.feel.syntaxtree.ConstNull$;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.SomeItem;
import org.camunda.feel.valuemapper.ValueMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentLruCache;

/**
 * A FEEL text taken apart, for whoever judges what it means before it is evaluated.
 *
 * @param root the outermost expression; null where the text cannot be read
 * @param fault why it cannot be read; empty where it can
 */
public record FeelTree(@Nullable Exp root, String fault) {

    private static final FeelEngineApi ENGINE = FeelEngineBuilder.forJava().build();

    private static final Set<String> FUNCTIONS = new TreeSet<>(
            java(new BuiltinFunctions(FeelEngineClock.SystemClock$.MODULE$, ValueMapper.defaultValueMapper())
                    .functionNames()));

    private record Text(String feel, boolean isCell) {}

    // one plan is checked again and again with few of its cells changed, and reading is what takes the time
    private static final ConcurrentLruCache<Text, FeelTree> READ = new ConcurrentLruCache<>(4096, FeelTree::read);

    /** A condition as it stands in a table's cell. */
    public static FeelTree ofCell(String text) {
        return READ.get(new Text(text, true));
    }

    public static FeelTree ofExpression(String text) {
        return READ.get(new Text(text, false));
    }

    private static FeelTree read(Text text) {
        try {
            ParseResult parsed =
                    text.isCell() ? ENGINE.parseUnaryTests(text.feel()) : ENGINE.parseExpression(text.feel());
            return parsed.isSuccess()
                    ? new FeelTree(parsed.parsedExpression().expression(), "")
                    : new FeelTree(null, parsed.failure().message());
        } catch (StackOverflowError tooDeep) {
            return new FeelTree(null, "it is nested too deeply");
        }
    }

    /** The names of what it asks for, those that it defines itself left out. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Set<String> own = new HashSet<>(Set.of("item", "partial", "?"));
        walk(root, part -> {
            if (part instanceof Ref ref) {
                names.add(ref.names().head());
            }
            own.addAll(definedBy(part));
        });
        names.removeAll(own);
        return names;
    }

    /** Functions it calls that neither FEEL has nor the text defines. */
    public Set<String> unknownFunctions() {
        Set<String> called = new LinkedHashSet<>();
        Set<String> own = new HashSet<>();
        walk(root, part -> {
            if (part instanceof FunctionInvocation call) {
                called.add(call.function());
            }
            own.addAll(definedBy(part));
        });
        called.removeAll(own);
        called.removeAll(FUNCTIONS);
        return called;
    }

    public static Set<String> functions() {
        return FUNCTIONS;
    }

    private static List<String> definedBy(Object part) {
        List<String> names = new ArrayList<>();
        if (part instanceof For loop) {
            java(loop.iterators()).forEach(one -> names.add(one._1()));
        } else if (part instanceof SomeItem some) {
            java(some.iterators()).forEach(one -> names.add(one._1()));
        } else if (part instanceof EveryItem every) {
            java(every.iterators()).forEach(one -> names.add(one._1()));
        } else if (part instanceof FunctionDefinition function) {
            names.addAll(java(function.parameters()));
        } else if (part instanceof ConstContext context) {
            java(context.entries()).forEach(one -> names.add(one._1()));
        }
        return names;
    }

    /** What stands in a filter speaks of the list's elements, whose parts have names of their own. */
    private static void walk(@Nullable Object part, Consumer<Object> visitor) {
        if (part == null) {
            return;
        }
        visitor.accept(part);
        if (part instanceof Filter filter) {
            walk(filter.list(), visitor);
        } else if (part instanceof Product product) {
            for (int each = 0; each < product.productArity(); each++) {
                walk(product.productElement(each), visitor);
            }
        } else if (part instanceof camundajar.impl.scala.collection.Iterable<?> several) {
            java(several).forEach(one -> walk(one, visitor));
        }
    }

    public static boolean isNull(Exp part) {
        return part == ConstNull$.MODULE$;
    }

    /** What it gives, if nothing has to be asked for it. */
    public Optional<Object> constant() {
        return root == null ? Optional.empty() : constant(root);
    }

    private static Optional<Object> constant(Exp part) {
        if (part instanceof ConstString text) {
            return Optional.of(text.value());
        }
        if (part instanceof ConstNumber number) {
            return Optional.of(number.value().bigDecimal());
        }
        if (part instanceof ConstBool answer) {
            return Optional.of(answer.value());
        }
        if (part instanceof ArithmeticNegation negative) {
            return constant(negative.x())
                    .filter(BigDecimal.class::isInstance)
                    .map(number -> ((BigDecimal) number).negate());
        }
        if (part instanceof ConstList list) {
            List<Object> values = new ArrayList<>();
            java(list.items()).forEach(one -> constant(one).ifPresent(values::add));
            return values.size() == list.items().size() ? Optional.of(values) : Optional.empty();
        }
        if (part instanceof ConstContext context) {
            Map<String, Object> values = new LinkedHashMap<>();
            entries(context).forEach(entry -> constant(entry._2()).ifPresent(value -> values.put(entry._1(), value)));
            return values.size() == context.entries().size() ? Optional.of(values) : Optional.empty();
        }
        return Optional.empty();
    }

    /** The entries of a context that is written out. */
    public static List<Tuple2<String, Exp>> entries(ConstContext context) {
        return java(context.entries());
    }

    public static <T> List<T> java(camundajar.impl.scala.collection.Iterable<T> several) {
        List<T> all = new ArrayList<>();
        CollectionConverters.asJava(several).forEach(all::add);
        return all;
    }
}
