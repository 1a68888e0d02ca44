package org.crisisplan.signals.page;

import java.util.Locale;
import org.crisisplan.decision.TableLimits.Limit;

/**
 * A figure beside the number it is compared with, as a bar with a mark.
 *
 * @param input which figure, by its name in the table
 * @param crossed whether the comparison holds
 * @param bar length of the bar, of {@value #WIDTH}
 * @param mark where the number stands, of {@value #WIDTH}
 */
record Gauge(
        String input,
        String value,
        String comparison,
        String number,
        boolean crossed,
        String action,
        String clause,
        int bar,
        int mark) {

    static final int WIDTH = 300;

    private static final double ROOM = 1.25;

    static Gauge of(Limit limit, double value) {
        double most = Math.max(Math.abs(value), Math.abs(limit.number())) * ROOM;
        return new Gauge(
                limit.input(),
                number(value),
                limit.comparison(),
                number(limit.number()),
                crosses(limit, value),
                unquoted(limit.results().get(0)),
                unquoted(limit.results().get(1)),
                position(value, most),
                position(limit.number(), most));
    }

    private static int position(double value, double most) {
        return most == 0 ? 0 : (int) Math.round(Math.max(0, value) / most * WIDTH);
    }

    private static boolean crosses(Limit limit, double value) {
        return switch (limit.comparison()) {
            case "<" -> value < limit.number();
            case "<=" -> value <= limit.number();
            case ">" -> value > limit.number();
            default -> value >= limit.number();
        };
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
    }

    private static String unquoted(String text) {
        return text.replaceAll("^\"|\"$", "");
    }
}
