package org.crisisplan.decision.feel;

import camundajar.impl.scala.collection.Iterator;
import camundajar.impl.scala.math.BigDecimal;
import org.camunda.feel.context.Context;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;

/** How large a value may become. Every value that an expression meets or makes is held against this, so none can grow far beyond. */
final class FeelSizes {

    static final int LONGEST_TEXT = 200_000;
    static final int LONGEST_LIST = 5_000;
    static final int DEEPEST = 50;

    private static final int MOST_DIGITS = 200;
    private static final int LARGEST_EXPONENT = 400;
    /** Texts count by their length, lists and contexts by what is in them, as often as it is in them. */
    private static final long LARGEST = 100_000;

    private static final int LETTERS_FOR_ONE = 16;
    private static final int VALUES_FOR_ONE_STEP = 8;

    private final FeelAllowance allowance;

    FeelSizes(FeelAllowance allowance) {
        this.allowance = allowance;
    }

    /** @throws FeelRefused when the value is larger than any may be */
    long check(Val value) {
        long size = size(value, 0);
        if (size > VALUES_FOR_ONE_STEP) {
            allowance.use(size / VALUES_FOR_ONE_STEP);
        }
        return size;
    }

    private long size(Object value, int depth) {
        if (value instanceof ValString text) {
            return text(text.value());
        }
        if (value instanceof ValNumber number) {
            return number(number.value());
        }
        if (value instanceof ValList list) {
            return list(list, depth);
        }
        if (value instanceof ValContext context) {
            return context(context.context(), depth);
        }
        return value instanceof ValError error ? error.error().length() / LETTERS_FOR_ONE : 1;
    }

    private long text(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw allowance.refuse("makes a text of more than " + LONGEST_TEXT + " characters");
        }
        return 1L + text.length() / LETTERS_FOR_ONE;
    }

    private long number(BigDecimal number) {
        var decimal = number.bigDecimal();
        long exponent = (long) decimal.precision() - decimal.scale();
        if (decimal.precision() > MOST_DIGITS
                || Math.abs(exponent) > LARGEST_EXPONENT
                || Math.abs((long) decimal.scale()) > LARGEST_EXPONENT) {
            throw allowance.refuse("makes a number with more than " + LARGEST_EXPONENT + " digits");
        }
        return 1;
    }

    private long list(ValList list, int depth) {
        int elements = 0;
        long size = 1;
        Iterator<Val> each = list.items().iterator();
        while (each.hasNext()) {
            if (++elements > LONGEST_LIST) {
                throw allowance.refuse("makes a list of more than " + LONGEST_LIST + " values");
            }
            size = add(size, size(each.next(), deeper(depth)));
        }
        return size;
    }

    private long context(Context context, int depth) {
        long size = 1;
        Iterator<String> names = context.variableProvider().keys().iterator();
        while (names.hasNext()) {
            String name = names.next();
            var value = context.variableProvider().getVariable(name);
            size = add(size, text(name) + (value.isDefined() ? size(value.get(), deeper(depth)) : 1));
        }
        return size;
    }

    private long add(long size, long more) {
        if (size + more > LARGEST) {
            throw allowance.refuse("makes a value that holds more than " + LARGEST + " others");
        }
        return size + more;
    }

    private int deeper(int depth) {
        if (depth >= DEEPEST) {
            throw allowance.refuse("makes lists or contexts nested more than " + DEEPEST + " times");
        }
        return depth + 1;
    }
}
