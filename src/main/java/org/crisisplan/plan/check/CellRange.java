package org.crisisplan.plan.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.InputEqualTo;
import org.camunda.feel.syntaxtree.InputGreaterOrEqual;
import org.camunda.feel.syntaxtree.InputGreaterThan;
import org.camunda.feel.syntaxtree.InputInRange;
import org.camunda.feel.syntaxtree.InputLessOrEqual;
import org.camunda.feel.syntaxtree.InputLessThan;
import org.camunda.feel.syntaxtree.OpenConstRangeBoundary;
import org.camunda.feel.syntaxtree.UnaryTestExpression;
import org.crisisplan.decision.FeelTree;
import org.jspecify.annotations.Nullable;

/**
 * The values that a condition fits, as far as they can be told without evaluating it.
 *
 * @param parts a word or answer, or a span of numbers; several are alternatives
 */
record CellRange(List<Part> parts) {

    private static final BigDecimal ENDLESS = new BigDecimal("1e100");

    /** @param word other than a number; null for a span of numbers */
    private record Part(@Nullable Object word, BigDecimal from, boolean withFrom, BigDecimal to, boolean withTo) {

        boolean covers(Part other) {
            if (word != null || other.word() != null) {
                return word != null && word.equals(other.word());
            }
            int start = from.compareTo(other.from());
            int end = to.compareTo(other.to());
            return (start < 0 || start == 0 && (withFrom || !other.withFrom()))
                    && (end > 0 || end == 0 && (withTo || !other.withTo()));
        }

        boolean meets(Part other) {
            if (word != null || other.word() != null) {
                return word != null && word.equals(other.word());
            }
            BigDecimal start = from.max(other.from());
            BigDecimal end = to.min(other.to());
            int order = start.compareTo(end);
            return order < 0
                    || order == 0
                            && (from.compareTo(start) != 0 || withFrom)
                            && (other.from().compareTo(start) != 0 || other.withFrom())
                            && (to.compareTo(end) != 0 || withTo)
                            && (other.to().compareTo(end) != 0 || other.withTo());
        }
    }

    /** Empty where only evaluating the condition would tell. */
    static Optional<CellRange> of(String cell) {
        Exp root = FeelTree.ofCell(cell).root();
        List<Part> parts = new ArrayList<>();
        return root != null && add(root, parts) ? Optional.of(new CellRange(parts)) : Optional.empty();
    }

    boolean covers(CellRange other) {
        return other.parts().stream().allMatch(part -> parts.stream().anyMatch(mine -> mine.covers(part)));
    }

    boolean meets(CellRange other) {
        return other.parts().stream().anyMatch(part -> parts.stream().anyMatch(mine -> mine.meets(part)));
    }

    private static boolean add(Exp test, List<Part> parts) {
        if (test instanceof AtLeastOne several) {
            return FeelTree.java(several.xs()).stream().allMatch(one -> add(one, parts));
        }
        if (test instanceof UnaryTestExpression one) {
            return constant(one.exp(), parts);
        }
        if (test instanceof InputEqualTo equal) {
            return constant(equal.x(), parts);
        }
        if (test instanceof InputGreaterThan more) {
            return span(more.x(), false, null, false, parts);
        }
        if (test instanceof InputGreaterOrEqual more) {
            return span(more.x(), true, null, false, parts);
        }
        if (test instanceof InputLessThan less) {
            return span(null, false, less.x(), false, parts);
        }
        if (test instanceof InputLessOrEqual less) {
            return span(null, false, less.x(), true, parts);
        }
        return test instanceof InputInRange within
                && span(
                        within.range().start().value(),
                        !(within.range().start() instanceof OpenConstRangeBoundary),
                        within.range().end().value(),
                        !(within.range().end() instanceof OpenConstRangeBoundary),
                        parts);
    }

    private static boolean constant(Exp value, List<Part> parts) {
        Object word = value instanceof ConstString text
                ? text.value()
                : value instanceof ConstBool answer
                        ? (Object) answer.value()
                        : FeelTree.isNull(value) ? "\u0000nothing" : null;
        if (word != null) {
            return parts.add(new Part(word, BigDecimal.ZERO, true, BigDecimal.ZERO, true));
        }
        return span(value, true, value, true, parts);
    }

    private static boolean span(
            @Nullable Exp from, boolean withFrom, @Nullable Exp to, boolean withTo, List<Part> parts) {
        Optional<BigDecimal> start = from == null ? Optional.of(ENDLESS.negate()) : ConditionReading.number(from);
        Optional<BigDecimal> end = to == null ? Optional.of(ENDLESS) : ConditionReading.number(to);
        return start.isPresent()
                && end.isPresent()
                && parts.add(new Part(null, start.get(), withFrom, end.get(), withTo));
    }
}
