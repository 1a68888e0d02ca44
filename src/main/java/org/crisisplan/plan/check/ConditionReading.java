package org.crisisplan.plan.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.feel.syntaxtree.ArithmeticNegation;
import org.camunda.feel.syntaxtree.AtLeastOne;
import org.camunda.feel.syntaxtree.ConstBool;
import org.camunda.feel.syntaxtree.ConstDayTimeDuration;
import org.camunda.feel.syntaxtree.ConstList;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstRange;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.InputEqualTo;
import org.camunda.feel.syntaxtree.InputGreaterOrEqual;
import org.camunda.feel.syntaxtree.InputGreaterThan;
import org.camunda.feel.syntaxtree.InputInRange;
import org.camunda.feel.syntaxtree.InputLessOrEqual;
import org.camunda.feel.syntaxtree.InputLessThan;
import org.camunda.feel.syntaxtree.Not;
import org.camunda.feel.syntaxtree.OpenConstRangeBoundary;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.UnaryTestExpression;
import org.crisisplan.decision.FeelTree;

/** What a readable condition asks of values of one kind: something they can be, now and then. */
class ConditionReading {

    private final ValueKind kind;
    private final Predicate<String> isName;
    private final Set<String> names;

    /** @param isName whether a condition may compare with what is called so */
    ConditionReading(ValueKind kind, Predicate<String> isName, Set<String> names) {
        this.kind = kind;
        this.isName = isName;
        this.names = names;
    }

    Optional<CellMistake> mistake(Exp test) {
        if (test instanceof AtLeastOne several) {
            return FeelTree.java(several.xs()).stream()
                    .flatMap(one -> mistake(one).stream())
                    .findFirst();
        }
        if (test instanceof Not not) {
            return mistake(not.x());
        }
        if (test instanceof InputEqualTo equal) {
            return equalTo(equal.x());
        }
        if (test instanceof UnaryTestExpression expression) {
            return equalTo(expression.exp());
        }
        if (test instanceof InputInRange within) {
            return within(within.range());
        }
        if (test instanceof InputGreaterThan more) {
            return compared(">", more.x());
        }
        if (test instanceof InputGreaterOrEqual more) {
            return compared(">=", more.x());
        }
        if (test instanceof InputLessThan less) {
            return compared("<", less.x());
        }
        return test instanceof InputLessOrEqual less ? compared("<=", less.x()) : Optional.empty();
    }

    private Optional<CellMistake> equalTo(Exp value) {
        if (value instanceof ConstList list) {
            return FeelTree.java(list.items()).stream()
                    .flatMap(one -> equalTo(one).stream())
                    .findFirst();
        }
        if (value instanceof ConstString text) {
            return word(text.value());
        }
        if (value instanceof ConstBool) {
            return kind.isYesNo() || kind.form() == ValueKind.Form.ANY ? Optional.empty() : otherForm("true or false");
        }
        if (value instanceof Ref ref && ref.names().size() == 1) {
            return name(ref.names().head());
        }
        return number(value).isPresent() ? exactly(number(value).get()) : Optional.empty();
    }

    /** A word without quotes is a name to FEEL. */
    private Optional<CellMistake> name(String name) {
        if (kind.words().contains(name) || !isName.test(name) && !kind.isNumber() && !kind.isYesNo()) {
            return Optional.of(CellMistake.write(
                    "has a word without quotation marks",
                    "\""
                            + PlanCheckSpelling.nearest(name, kind.words())
                                    .filter(one -> !kind.words().contains(name))
                                    .orElse(name)
                            + "\""));
        }
        return isName.test(name)
                ? Optional.empty()
                : Optional.of(new CellMistake(
                        "compares with " + name + ", which the table is never told",
                        kind.isNumber() ? "Write a comparison with a number, such as > 10" : "Write true or false"));
    }

    private Optional<CellMistake> word(String word) {
        if (kind.form() == ValueKind.Form.SMALL_TEXT) {
            return Optional.empty();
        }
        if (kind.isNumber() || kind.isYesNo()) {
            return otherForm("the text \"" + word + "\"");
        }
        if (!kind.isWord() || kind.words().contains(word) || PlanCheckWords.FORMER_STEPS.contains(word)) {
            return Optional.empty();
        }
        Optional<String> nearest = PlanCheckSpelling.nearest(word, kind.words());
        if (kind.open() && nearest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                kind.open()
                        ? new CellMistake(
                                "asks for \"" + word + "\", which nothing known sends",
                                "Write \"" + nearest.get()
                                        + "\"; if it is another, name it in the table that finds it (keywords, assets)")
                        : new CellMistake(
                                "asks for \"" + word + "\", which is never there",
                                nearest.map(one -> "Write \"" + one + "\"")
                                        .orElse("Use one of " + String.join(", ", kind.words()))));
    }

    private Optional<CellMistake> exactly(BigDecimal number) {
        if (kind.isYesNo() || kind.isText()) {
            return otherForm("the number " + number.toPlainString());
        }
        if (!kind.isNumber()) {
            return Optional.empty();
        }
        if (isOutside(number) || kind.whole() && number.stripTrailingZeros().scale() > 0) {
            return never();
        }
        return kind.measured() && number.signum() != 0
                ? Optional.of(new CellMistake(
                        "asks for exactly " + number.toPlainString(),
                        "Write > " + number.toPlainString() + ", or >= " + number.toPlainString()
                                + "; if exactly this number is meant, write [" + number.toPlainString() + ".."
                                + number.toPlainString() + "]"))
                : Optional.empty();
    }

    private Optional<CellMistake> within(ConstRange range) {
        Optional<BigDecimal> from = number(range.start().value());
        Optional<BigDecimal> to = number(range.end().value());
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (!kind.isNumber() && kind.form() != ValueKind.Form.ANY) {
            return otherForm("numbers");
        }
        int order = from.get().compareTo(to.get());
        boolean open = range.start() instanceof OpenConstRangeBoundary || range.end() instanceof OpenConstRangeBoundary;
        if (order > 0) {
            return Optional.of(CellMistake.write(
                    "is a range that begins after its end",
                    "[" + to.get().toPlainString() + ".." + from.get().toPlainString() + "]"));
        }
        if (order == 0 && open || isBelow(to.get()) || isAbove(from.get())) {
            return never();
        }
        return Optional.empty();
    }

    private Optional<CellMistake> compared(String sign, Exp with) {
        if (with instanceof Ref ref
                && ref.names().size() == 1
                && !isName.test(ref.names().head())) {
            String name = ref.names().head();
            return Optional.of(new CellMistake(
                    "compares with " + name + ", which the table is never told",
                    PlanCheckSpelling.nearest(name, names)
                            .map(one -> "Write " + one + ", if that is meant")
                            .orElse("Write a number")));
        }
        if (kind.form() == ValueKind.Form.ANY) {
            return Optional.empty();
        }
        if (with instanceof ConstString || with instanceof ConstDayTimeDuration || with instanceof ConstBool) {
            return kind.isNumber()
                    ? Optional.of(
                            new CellMistake("compares numbers with something else", "Write " + sign + " and a number"))
                    : otherForm("an order of " + (with instanceof ConstBool ? "yes and no" : "texts"));
        }
        Optional<BigDecimal> number = number(with);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        if (!kind.isNumber()) {
            return otherForm("numbers");
        }
        return limit(sign, number.get());
    }

    private Optional<CellMistake> limit(String sign, BigDecimal number) {
        boolean upwards = sign.startsWith(">");
        boolean including = sign.endsWith("=");
        boolean atLeast = kind.least() != null && number.compareTo(kind.least()) == 0;
        boolean atMost = kind.most() != null && number.compareTo(kind.most()) == 0;
        if (upwards ? isAbove(number) || atMost && !including : isBelow(number) || atLeast && !including) {
            return never();
        }
        if (upwards ? isBelow(number) || atLeast && including : isAbove(number) || atMost && including) {
            return Optional.of(new CellMistake(
                    "is always true, since " + bounds(), "Leave the cell empty, or write the number that is meant"));
        }
        return Optional.empty();
    }

    private boolean isOutside(BigDecimal number) {
        return isBelow(number) || isAbove(number);
    }

    private boolean isBelow(BigDecimal number) {
        return kind.least() != null && number.compareTo(kind.least()) < 0;
    }

    private boolean isAbove(BigDecimal number) {
        return kind.most() != null && number.compareTo(kind.most()) > 0;
    }

    private Optional<CellMistake> never() {
        return Optional.of(new CellMistake(
                "can never be true, since " + bounds(),
                kind.equals(ValueKind.SHARE) ? "Write five per cent as 0.05" : "Write a condition that can be true"));
    }

    private String bounds() {
        String what = kind.whole() ? "whole numbers" : "numbers";
        return kind.most() == null
                ? "its values are " + what + (kind.least() == null ? "" : " from " + kind.least())
                : "its values are " + what + " from " + kind.least() + " to " + kind.most();
    }

    private Optional<CellMistake> otherForm(String what) {
        String remedy = kind.isNumber()
                ? "Write a number or a comparison, such as > 10"
                : kind.isYesNo()
                        ? "Write true or false"
                        : kind.isWord() && !kind.words().isEmpty()
                                ? "Write one of " + quoted(List.copyOf(kind.words()))
                                : "Write a text in double quotes";
        String values = kind.isNumber() ? "numbers" : kind.isYesNo() ? "true or false" : "texts";
        return Optional.of(new CellMistake("asks for " + what + ", but its values are " + values, remedy));
    }

    private static String quoted(List<String> words) {
        return "\"" + String.join("\", \"", words) + "\"";
    }

    static Optional<BigDecimal> number(Exp value) {
        if (value instanceof ConstNumber number) {
            return Optional.of(number.value().bigDecimal());
        }
        return value instanceof ArithmeticNegation negative
                ? number(negative.x()).map(BigDecimal::negate)
                : Optional.empty();
    }
}
