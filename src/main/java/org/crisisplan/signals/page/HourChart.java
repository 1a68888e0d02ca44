package org.crisisplan.signals.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many signals came in each of the last 24 hours, as columns.
 *
 * @param most the highest column's number
 */
record HourChart(List<Column> columns, long most) {

    static final int HEIGHT = 100;
    static final int STEP = 20;

    private static final int HOURS = 24;

    /** One hour.
     *
     * @param label when it began */
    record Column(int x, int y, int height, long signals, String label) {}

    /** @param counts by the number of the hour since 1970 */
    static HourChart of(Map<Long, Long> counts, long lastHour, java.util.function.LongFunction<String> label) {
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            long hour = lastHour - HOURS + 1 + i;
            long signals = counts.getOrDefault(hour, 0L);
            int height = most == 0 ? 0 : (int) Math.ceil((double) signals / most * HEIGHT);
            columns.add(new Column(i * STEP, HEIGHT - height, height, signals, label.apply(hour)));
        }
        return new HourChart(columns, most);
    }

    public int width() {
        return HOURS * STEP;
    }
}
