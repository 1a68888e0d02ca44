package org.crisisplan.loss;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Milestones;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The figures of finance as one crisis needs them (R39): those of the day it began, the orders of the business lines that it hits, and the
 * weight of the hours in which it hit them.
 */
@Component
class FiguresOfCrisis {

    private static final double MINUTES_AN_HOUR = 60;
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int SCALE = 4;

    private final LossParameters parameters;
    private final Crises crises;
    private final Clock clock;

    FiguresOfCrisis(LossParameters parameters, Crises crises, Clock clock) {
        this.parameters = parameters;
        this.crises = crises;
        this.clock = clock;
    }

    /**
     * What is taken.
     *
     * @param values by the name of the variable; what finance keeps nothing of is not there
     * @param note which figures they are, in pairs of lines, English and Chinese; empty if there are none
     */
    record Taken(Map<String, BigDecimal> values, String note) {}

    Taken of(Crisis crisis) {
        Instant began = crises.moment(crisis.number(), Milestones.BEGAN).orElse(crisis.openedAt());
        LocalDate day = LocalDate.ofInstant(began, clock.getZone());
        List<LossFigure> figures = parameters.inForce(day);
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        figures.stream()
                .filter(figure -> !figure.parameter().byLine())
                .forEach(figure -> values.put(figure.parameter().word(), Objects.requireNonNull(figure.amount())));
        List<LossFigure> orders = orders(figures, crisis);
        if (!orders.isEmpty()) {
            values.put(LossParameter.AVERAGE_DAILY_ORDER_AMOUNT.word(), sum(orders));
            lines.add("Orders a day: " + named(orders, "; ", ", since "));
            lines.add("日均订单额：" + named(orders, "；", "，自 "));
        }
        window(crisis, began).flatMap(window -> weight(figures, orders, window)).ifPresent(weight -> {
            values.put(LossParameter.HOUR_WEIGHT.word(), weight.value());
            lines.add("Hour weight: " + weight.value().stripTrailingZeros().toPlainString() + " (" + weight.hours()
                    + ")");
            lines.add("时段权重：" + weight.value().stripTrailingZeros().toPlainString() + "（" + weight.hours() + "）");
        });
        if (!values.isEmpty()) {
            lines.add("Figures that finance keeps, as of " + day + "; everything else is from the plan's table.");
            lines.add("取自财务登记的参数（" + day + " 有效）；其余取自预案参数表。");
        }
        return new Taken(values, String.join("\n", lines));
    }

    /** Those of the business lines that are hit; of the whole house where none of them is named, or none is kept. */
    private List<LossFigure> orders(List<LossFigure> figures, Crisis crisis) {
        List<LossFigure> all = figures.stream()
                .filter(figure -> figure.parameter() == LossParameter.AVERAGE_DAILY_ORDER_AMOUNT)
                .toList();
        String spoken = spoken(crisis);
        List<LossFigure> hit = all.stream()
                .filter(figure -> !figure.line().isEmpty() && LossParameters.names(spoken, figure.line()))
                .toList();
        if (!hit.isEmpty()) {
            return hit;
        }
        List<LossFigure> whole =
                all.stream().filter(figure -> figure.line().isEmpty()).toList();
        return whole.isEmpty() ? all : whole;
    }

    private String spoken(Crisis crisis) {
        Map<String, Crisis.Fact> facts = crises.factsOf(crisis.number());
        return List.of("affectedBusinessLines", "keyBusiness").stream()
                .map(facts::get)
                .filter(Objects::nonNull)
                .map(fact -> Objects.toString(fact.value(), ""))
                .collect(Collectors.joining(" "));
    }

    private static BigDecimal sum(List<LossFigure> figures) {
        return figures.stream()
                .map(figure -> Objects.requireNonNull(figure.amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String named(List<LossFigure> figures, String between, String since) {
        return figures.stream()
                .map(figure -> (figure.line().isEmpty() ? "" : figure.line() + " ") + "CNY " + figure.written() + since
                        + figure.validFrom())
                .collect(Collectors.joining(between));
    }

    private record Window(Instant from, Instant until) {}

    /** When orders were lost, as far as it is known: an outage by its minutes; otherwise nothing is weighed. */
    private Optional<Window> window(Crisis crisis, Instant began) {
        Map<String, Crisis.Fact> facts = crises.factsOf(crisis.number());
        double minutes = number(facts.get("downtimeHours")) * MINUTES_AN_HOUR;
        if (minutes <= 0) {
            minutes = number(facts.get("unresponsiveMinutes"));
        }
        if (minutes <= 0) {
            return Optional.empty();
        }
        Duration took = Duration.ofSeconds(Math.max(60, Math.round(minutes * 60)));
        return Optional.of(new Window(began, began.plus(took.compareTo(LONGEST) > 0 ? LONGEST : took)));
    }

    private static double number(Crisis.@Nullable Fact fact) {
        return fact != null && fact.value() instanceof Number number ? number.doubleValue() : 0;
    }

    private record Weight(BigDecimal value, String hours) {}

    /** Of each business line by its own weights, or by those of the house; together as much as each line is ordered. */
    private Optional<Weight> weight(List<LossFigure> figures, List<LossFigure> orders, Window window) {
        Map<String, Map<Integer, BigDecimal>> weights = new HashMap<>();
        figures.stream()
                .filter(figure -> figure.parameter() == LossParameter.HOUR_WEIGHT)
                .forEach(figure -> weights.computeIfAbsent(figure.line(), first -> new HashMap<>())
                        .put(figure.hour(), Objects.requireNonNull(figure.amount())));
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        double weighed = 0;
        double all = 0;
        for (LossFigure line : orders) {
            double amount = Objects.requireNonNull(line.amount()).doubleValue();
            weighed += amount * mean(weights.getOrDefault(line.line(), weights.getOrDefault("", Map.of())), window);
            all += amount;
        }
        if (all <= 0) {
            weighed = mean(weights.getOrDefault("", Map.of()), window);
            all = 1;
        }
        String hours = window.from().atZone(clock.getZone()).toLocalTime().truncatedTo(ChronoUnit.MINUTES)
                + "–"
                + window.until().atZone(clock.getZone()).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        return Optional.of(new Weight(BigDecimal.valueOf(weighed / all).setScale(SCALE, RoundingMode.HALF_UP), hours));
    }

    /** An hour that nobody has weighed is an average one. */
    private double mean(Map<Integer, BigDecimal> weights, Window window) {
        double sum = 0;
        long minutes = 0;
        for (Instant at = window.from(); at.isBefore(window.until()); at = at.plus(Duration.ofMinutes(1))) {
            sum += weights.getOrDefault(at.atZone(clock.getZone()).getHour(), BigDecimal.ONE)
                    .doubleValue();
            minutes++;
        }
        return minutes == 0 ? 1 : sum / minutes;
    }
}
