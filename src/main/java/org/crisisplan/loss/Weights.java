package org.crisisplan.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The weights of the day's hours for one business line, as a table shows them.
 *
 * @param line empty for the house as a whole
 * @param hours 24 of them; an hour that nobody has weighed is empty
 */
record Weights(String line, List<String> hours) {

    private static final int HOURS = 24;

    static List<Weights> of(List<LossFigure> inForce) {
        Map<String, List<String>> byLine = new TreeMap<>();
        inForce.stream().filter(figure -> figure.parameter().byHour()).forEach(figure -> {
            List<String> hours = byLine.computeIfAbsent(figure.line(), first -> {
                List<String> none = new ArrayList<>();
                for (int i = 0; i < HOURS; i++) {
                    none.add("");
                }
                return none;
            });
            hours.set(figure.hour(), figure.written());
        });
        return byLine.entrySet().stream()
                .map(line -> new Weights(line.getKey(), line.getValue()))
                .toList();
    }
}
