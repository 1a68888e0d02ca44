package org.crisisplan.decision.feel;

import camundajar.impl.scala.Function1;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.immutable.List;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.util.Set;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFunction;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;

/**
 * The language's own functions and no others. Before one is called it is worked out how much it would do, since nothing can stop it
 * once it has begun; text patterns are this product's own.
 */
class BoundedFunctions implements FunctionProvider {

    private static final Set<String> PATTERNS = Set.of("matches", "replace", "split", "extract");
    private static final Set<String> READ_A_TEXT = Set.of(
            "date",
            "date and time",
            "time",
            "number",
            "duration",
            "years and months duration",
            "days and time duration");
    private static final Set<String> SEARCH =
            Set.of("contains", "starts with", "ends with", "substring before", "substring after");
    private static final Set<String> COMPARE_ALL = Set.of("distinct values", "duplicate values", "union", "index of");
    private static final Set<String> ROUND =
            Set.of("decimal", "floor", "ceiling", "round up", "round down", "round half up", "round half down");

    private static final int LONGEST_WRITTEN_VALUE = 1_000;
    private static final int MOST_DECIMALS = 100;
    private static final int COMPARISONS_FOR_ONE_STEP = 1_000;

    private final FunctionProvider own;
    private final FeelAllowance allowance;
    private final FeelSizes sizes;

    BoundedFunctions(FunctionProvider own, FeelAllowance allowance) {
        this.own = own;
        this.allowance = allowance;
        this.sizes = new FeelSizes(allowance);
    }

    @Override
    public List<ValFunction> getFunctions(String name) {
        java.util.List<ValFunction> bounded = CollectionConverters.asJava(own.getFunctions(name)).stream()
                .map(function -> bounded(name, function))
                .toList();
        return CollectionConverters.asScala(bounded).toList();
    }

    @Override
    public Iterable<String> functionNames() {
        return own.functionNames();
    }

    private ValFunction bounded(String name, ValFunction function) {
        Function1<List<Val>, Object> call = values -> {
            long size = sizes.check(new ValList(values));
            java.util.List<Val> arguments = CollectionConverters.asJava(values);
            if (PATTERNS.contains(name)) {
                return matched(name, arguments);
            }
            weigh(name, arguments, size);
            Object result = function.invoke().apply(values);
            allowance.refuseIfUsedUp();
            return result;
        };
        return new ValFunction(function.params(), call, function.hasVarArgs());
    }

    private void weigh(String name, java.util.List<Val> arguments, long size) {
        if (READ_A_TEXT.contains(name)) {
            arguments.forEach(argument -> {
                if (argument instanceof ValString text && text.value().length() > LONGEST_WRITTEN_VALUE) {
                    throw allowance.refuse("reads a text of more than " + LONGEST_WRITTEN_VALUE + " characters as "
                            + (name.equals("number") ? "a number" : "a date, a time or a duration"));
                }
            });
        } else if (SEARCH.contains(name)) {
            allowance.use(1L + length(arguments, 0) * length(arguments, 1) / (2 * COMPARISONS_FOR_ONE_STEP));
        } else if (COMPARE_ALL.contains(name)) {
            allowance.use(1L + size * size / COMPARISONS_FOR_ONE_STEP * 25);
        } else if (ROUND.contains(name)) {
            if (arguments.size() > 1
                    && arguments.get(1) instanceof ValNumber decimals
                    && decimals.value().abs().bigDecimal().compareTo(java.math.BigDecimal.valueOf(MOST_DECIMALS)) > 0) {
                throw allowance.refuse("rounds to more than " + MOST_DECIMALS + " decimals");
            }
        } else if (name.equals("string join") && arguments.get(0) instanceof ValList parts) {
            long joined = parts.items().length() * length(arguments, 1);
            if (joined > FeelSizes.LONGEST_TEXT) {
                throw allowance.refuse("makes a text of more than " + FeelSizes.LONGEST_TEXT + " characters");
            }
        }
    }

    private static long length(java.util.List<Val> arguments, int position) {
        return arguments.size() > position && arguments.get(position) instanceof ValString text
                ? text.value().length()
                : 0;
    }

    private Object matched(String name, java.util.List<Val> arguments) {
        if (!arguments.stream().allMatch(ValString.class::isInstance)) {
            return new ValError("Illegal arguments: " + name + "() takes texts only");
        }
        java.util.List<String> texts =
                arguments.stream().map(text -> ((ValString) text).value()).toList();
        int flags = name.equals("replace") ? 3 : 2;
        var pattern = TextPattern.of(texts.get(1), texts.size() > flags ? texts.get(flags) : "");
        try {
            return switch (name) {
                case "matches" -> pattern.isIn(texts.get(0), allowance);
                case "replace" -> pattern.replaced(texts.get(0), texts.get(2), allowance);
                case "split" -> pattern.parts(texts.get(0), allowance);
                default -> pattern.matches(texts.get(0), allowance);
            };
        } catch (IndexOutOfBoundsException | IllegalArgumentException unknownGroup) {
            return new ValError("Invalid replacement '" + texts.get(2) + "'");
        }
    }
}
