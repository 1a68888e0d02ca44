package org.crisisplan.audit.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Horizontal bars, in groups with a label each, as an SVG picture shows them; the numbers stand beside it in a table.
 *
 * @param height of the whole
 */
public record BarChart(List<Group> groups, int height) {

    /** What the longest bar is wide. */
    static final int WIDE = 220;

    static final int LEFT = 140;
    private static final int BAR = 14;
    private static final int GAP = 14;

    /**
     * A label with its bars below each other.
     *
     * @param y where the label stands
     */
    public record Group(String label, int y, List<Bar> bars) {}

    /**
     * One bar.
     *
     * @param style now, before, or worst: how it is drawn
     * @param text its number, as it is written behind it
     */
    public record Bar(int y, int width, String style, String text) {}

    /** What is to be drawn: a value, or null where there is none. */
    record Value(@Nullable Double value, String style, String text) {}

    /** A label with its values. */
    record Row(String label, List<Value> values) {}

    /** @param most what is as long as the picture is wide; the largest value if it is 0 */
    static BarChart of(List<Row> rows, double most) {
        double largest = rows.stream()
                .flatMap(row -> row.values().stream())
                .mapToDouble(value -> value.value() == null ? 0 : value.value())
                .max()
                .orElse(0);
        double scale = most > 0 ? most : largest;
        List<Group> groups = new ArrayList<>();
        int y = GAP / 2;
        for (Row row : rows) {
            int top = y;
            List<Bar> bars = new ArrayList<>();
            for (Value value : row.values()) {
                double part = value.value() == null || scale == 0 ? 0 : value.value() / scale;
                bars.add(new Bar(y, (int) Math.round(part * WIDE), value.style(), value.text()));
                y += BAR + 2;
            }
            groups.add(new Group(row.label(), top + BAR - 3, bars));
            y += GAP;
        }
        return new BarChart(groups, Math.max(y - GAP / 2, BAR));
    }

    public int width() {
        return LEFT + WIDE + 110;
    }

    public int left() {
        return LEFT;
    }

    public int bar() {
        return BAR;
    }
}
