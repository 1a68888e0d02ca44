package org.crisisplan.plan.check;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.decision.PlanDuration;
import org.jspecify.annotations.Nullable;

/** Whether a value that a table gives is one of its kind. */
final class ResultValues {

    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);

    private ResultValues() {}

    /** @param value what FEEL gives; null for nothing */
    static Optional<CellMistake> mistake(ValueKind kind, @Nullable Object value, FactDefinitions known) {
        if (value == null) {
            return kind.form() == ValueKind.Form.ANY
                    ? Optional.empty()
                    : Optional.of(new CellMistake("gives nothing", "Write a value"));
        }
        return switch (kind.form()) {
            case WORD -> word(kind, value);
            case NUMBER -> number(kind, value);
            case YES_NO ->
                value instanceof Boolean ? Optional.empty() : wrong("is neither true nor false", "Write true or false");
            case TEXT, SMALL_TEXT ->
                value instanceof String text && !text.isBlank()
                        ? Optional.empty()
                        : wrong("is no text", "Write a text in double quotes");
            case CLAUSE ->
                value instanceof String text && text.matches("R\\d\\d( R\\d\\d)*")
                        ? Optional.empty()
                        : wrong("is no clause of the plan", "Write R and two digits in double quotes, such as \"R27\"");
            case DURATION -> duration(value, Duration.ofSeconds(1));
            case INTERVAL -> duration(value, SHORTEST_INTERVAL);
            case GROUPS ->
                value instanceof Collection<?> several
                        ? several.stream()
                                .flatMap(one -> word(kind, one).stream())
                                .findFirst()
                        : word(kind, value);
            case FACTS ->
                value instanceof Map<?, ?> facts
                        ? facts(facts, known)
                        : wrong("gives no facts", "Write them in braces, such as {leakedUsers: 20000}; {} for none");
            case REASONS -> reasons(value);
            case ANY -> Optional.empty();
        };
    }

    private static Optional<CellMistake> word(ValueKind kind, @Nullable Object value) {
        if (!(value instanceof String word)) {
            return wrong(
                    "is no word",
                    "Write a word in double quotes" + (kind.words().isEmpty() ? "" : ": " + all(kind)));
        }
        if (kind.words().contains(word) || kind.open() && !word.isBlank() && word.equals(word.strip())) {
            return Optional.empty();
        }
        return wrong(
                "gives \"" + word + "\", which the plan does not know",
                PlanCheckSpelling.nearest(word, kind.words())
                        .map(one -> "Write \"" + one + "\"")
                        .orElse("Use one of " + all(kind)));
    }

    private static String all(ValueKind kind) {
        return String.join(", ", kind.words());
    }

    private static Optional<CellMistake> number(ValueKind kind, Object value) {
        if (!(value instanceof Number number)) {
            return value instanceof String text && text.strip().matches("-?\\d+(\\.\\d+)?")
                    ? Optional.of(CellMistake.write("is a text in quotes and no number", text.strip()))
                    : wrong("is no number", "Write a number" + bounds(kind));
        }
        BigDecimal exact = new BigDecimal(String.valueOf(number));
        boolean outside = kind.least() != null && exact.compareTo(kind.least()) < 0
                || kind.most() != null && exact.compareTo(kind.most()) > 0
                || kind.whole() && exact.stripTrailingZeros().scale() > 0;
        return outside
                ? wrong(
                        "is a number that cannot be",
                        "Write a " + (kind.whole() ? "whole " : "") + "number" + bounds(kind))
                : Optional.empty();
    }

    private static String bounds(ValueKind kind) {
        return kind.least() == null
                ? ""
                : kind.most() == null ? " from " + kind.least() : " from " + kind.least() + " to " + kind.most();
    }

    private static Optional<CellMistake> duration(Object value, Duration shortest) {
        if (!(value instanceof String text)) {
            return wrong("is no duration in quotes", "Write it as a text, such as \"PT15M\", \"PT48H\" or \"P7D\"");
        }
        try {
            Duration duration = PlanDuration.parse(text);
            if (duration.compareTo(shortest) < 0) {
                return wrong(
                        duration.isZero() || duration.isNegative()
                                ? "is no time at all"
                                : "is shorter than a minute, which would repeat without end",
                        "Write a time such as \"PT15M\"");
            }
            return duration.compareTo(LONGEST) > 0
                    ? wrong("is longer than ten years", "Write a time such as \"P30D\"")
                    : text.equals(text.strip().toUpperCase(java.util.Locale.ROOT))
                            ? Optional.empty()
                            : wrong(
                                    "is a duration in small letters",
                                    "Write \"" + text.toUpperCase(java.util.Locale.ROOT) + "\"");
        } catch (DateTimeException | ArithmeticException none) {
            return Optional.of(
                    text.matches("(?i)-?P.*\\d+[YM](?!.*T).*|(?i)-?P\\d*Y?\\d+M.*")
                            ? new CellMistake(
                                    "counts in months or years, which have no fixed length",
                                    "Write days, such as \"P30D\"")
                            : new CellMistake(
                                    "is no duration that can be read",
                                    DurationSlips.meant(text)
                                            .map(iso -> "Write \"" + iso + "\"")
                                            .orElse(
                                                    "Write minutes as \"PT15M\", hours as \"PT48H\", days as \"P7D\"")));
        }
    }

    private static Optional<CellMistake> facts(Map<?, ?> given, FactDefinitions known) {
        Map<String, Object> named = new LinkedHashMap<>();
        given.forEach((name, value) -> named.put(String.valueOf(name), value));
        List<Finding> findings = new ArrayList<>();
        known.check(named, findings);
        return findings.stream().findFirst().map(finding -> {
            String name = finding.field().replaceFirst("^facts\\.", "");
            List<String> names =
                    known.toldByAnyone().stream().map(FactDefinition::name).toList();
            return names.contains(name)
                    ? new CellMistake("gives a value for " + name + " that it cannot have", "It " + finding.message())
                    : new CellMistake(
                            "gives " + name + ", which is not a fact the plan knows",
                            PlanCheckSpelling.remedy(name, names));
        });
    }

    private static Optional<CellMistake> reasons(Object value) {
        boolean complete = value instanceof List<?> reasons
                && !reasons.isEmpty()
                && reasons.stream()
                        .allMatch(reason -> reason instanceof Map<?, ?> parts
                                && parts.get("clause") instanceof String clause
                                && clause.matches("R\\d\\d( R\\d\\d)*")
                                && parts.get("text") instanceof String text
                                && !text.isBlank());
        return complete
                ? Optional.empty()
                : wrong("gives no reasons", "Write them as [{clause: \"R26\", text: \"...\"}]");
    }

    private static Optional<CellMistake> wrong(String problem, String remedy) {
        return Optional.of(new CellMistake(problem, remedy));
    }
}
