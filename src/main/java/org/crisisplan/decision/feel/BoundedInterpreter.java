package org.crisisplan.decision.feel;

import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.collection.Iterator;
import camundajar.impl.scala.collection.immutable.List;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.IterationContext;
import org.camunda.feel.syntaxtree.JavaFunctionInvocation;
import org.camunda.feel.syntaxtree.SomeItem;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNumber;
import org.jspecify.annotations.Nullable;

/**
 * The language's own interpreter, counting as it goes. It comes back to {@link #eval} for every part of an expression, in loops
 * and functions too, so this is where work, depth and size are bounded.
 */
class BoundedInterpreter extends FeelInterpreter {

    private static final int DEEPEST = 100;

    private final FeelAllowance allowance;
    private final FeelSizes sizes;
    private final Deque<Loop> loops = new ArrayDeque<>();
    private int depth;

    /** All combinations of its lists are made before its first round. */
    private static final class Loop {

        private final Set<Exp> lists = Collections.newSetFromMap(new IdentityHashMap<>());
        private long rounds = 1;
    }

    BoundedInterpreter(FeelValues values, FeelAllowance allowance) {
        super(values);
        this.allowance = allowance;
        this.sizes = new FeelSizes(allowance);
    }

    @Override
    public Val eval(Exp part, EvalContext context) {
        allowance.use(1);
        if (part instanceof FunctionDefinition function && function.body() instanceof JavaFunctionInvocation) {
            throw allowance.refuse("calls Java, which no expression may");
        }
        if (depth >= DEEPEST) {
            throw allowance.refuse("is nested more than " + DEEPEST + " times");
        }
        depth++;
        @Nullable List<Tuple2<String, Exp>> iterators = iterators(part);
        if (iterators != null) {
            loops.push(loop(iterators));
        }
        try {
            Val result = super.eval(part instanceof IterationContext range ? counted(range, context) : part, context);
            if (iterators != null) {
                loops.pop();
                iterators = null;
            }
            sizes.check(result);
            countRounds(part, result);
            return result;
        } finally {
            depth--;
            if (iterators != null) {
                loops.pop();
            }
        }
    }

    private static @Nullable List<Tuple2<String, Exp>> iterators(Exp part) {
        if (part instanceof For loop) {
            return loop.iterators();
        } else if (part instanceof SomeItem loop) {
            return loop.iterators();
        }
        return part instanceof EveryItem loop ? loop.iterators() : null;
    }

    private static Loop loop(List<Tuple2<String, Exp>> iterators) {
        var loop = new Loop();
        Iterator<Tuple2<String, Exp>> each = iterators.iterator();
        while (each.hasNext()) {
            loop.lists.add(each.next()._2());
        }
        return loop;
    }

    private void countRounds(Exp part, Val result) {
        Loop loop = loops.peek();
        if (loop != null && result instanceof ValList list && loop.lists.contains(part)) {
            loop.rounds *= Math.max(1, list.items().length());
            if (loop.rounds > FeelSizes.LONGEST_LIST) {
                throw allowance.refuse("has a loop of more than " + FeelSizes.LONGEST_LIST + " rounds");
            }
        }
    }

    /** The range with its ends worked out, if it is no longer than a list may be. */
    private IterationContext counted(IterationContext range, EvalContext context) {
        Val start = eval(range.start(), context);
        Val end = eval(range.end(), context);
        if (start instanceof ValNumber from && end instanceof ValNumber to) {
            var length =
                    to.value().bigDecimal().subtract(from.value().bigDecimal()).abs();
            if (length.compareTo(java.math.BigDecimal.valueOf(FeelSizes.LONGEST_LIST)) > 0) {
                throw allowance.refuse("counts over more than " + FeelSizes.LONGEST_LIST + " numbers");
            }
            return new IterationContext(new ConstNumber(from.value()), new ConstNumber(to.value()));
        }
        return range;
    }
}
