package org.crisisplan.crisis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What the grading tables ask about (R24-R31). The names are those of the process variables, of the forms' fields and of the
 * tables' inputs; a fact nobody knows is absent.
 */
public final class Facts {

    /** What kind of value a fact takes. */
    public enum Type {
        YES_NO,
        /** A whole number, not negative. */
        COUNT,
        /** A number, not negative, fractions allowed. */
        QUANTITY,
        /** One of a few words. */
        CHOICE
    }

    /** @param choices the words a {@link Type#CHOICE} allows */
    public record Fact(String name, Type type, List<String> choices) {

        Fact(String name, Type type) {
            this(name, type, List.of());
        }
    }

    private static final long MOST = 10_000_000_000L;

    private static final List<Fact> ALL = List.of(
            new Fact("outageScope", Type.CHOICE, List.of("none", "regional", "nationwide")),
            new Fact("unresponsiveMinutes", Type.COUNT),
            new Fact("coreDatabaseDestroyed", Type.YES_NO),
            new Fact("keyBusiness", Type.CHOICE, List.of("none", "payment", "order")),
            new Fact("downtimeHours", Type.QUANTITY),
            new Fact("outageOver", Type.YES_NO),
            new Fact("leakedUsers", Type.COUNT),
            new Fact("leakConfirmed", Type.YES_NO),
            new Fact("topMediaRepost", Type.YES_NO),
            new Fact("discussions", Type.COUNT),
            new Fact("businessInterrupted", Type.CHOICE, List.of("none", "partial", "complete")),
            new Fact("widespreadComplaints", Type.YES_NO),
            new Fact("userExperienceImpact", Type.CHOICE, List.of("none", "minor", "severe")));

    private Facts() {}

    public static List<Fact> all() {
        return ALL;
    }

    /**
     * Takes facts as the outside gives them.
     *
     * @return the same facts, absent ones left out, numbers as {@code Long} or {@code Double}
     * @throws InvalidReport naming every fact that is unknown or has a value it cannot have
     */
    public static Map<String, Object> checked(Map<String, ?> given) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> facts = check(given, findings);
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        return facts;
    }

    public static Map<String, Object> check(Map<String, ?> given, List<Finding> findings) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Set<String> unknown = new java.util.TreeSet<>(given.keySet());
        for (Fact fact : ALL) {
            unknown.remove(fact.name());
            Object value = given.get(fact.name());
            if (value == null || "".equals(value)) {
                continue;
            }
            Object taken = take(fact, value);
            if (taken == null) {
                findings.add(new Finding("facts." + fact.name(), expectation(fact)));
            } else {
                facts.put(fact.name(), taken);
            }
        }
        unknown.forEach(name -> findings.add(new Finding(
                "facts." + name,
                "is not a fact the plan knows; it knows "
                        + String.join(", ", ALL.stream().map(Fact::name).toList()))));
        return facts;
    }

    private static @Nullable Object take(Fact fact, Object value) {
        return switch (fact.type()) {
            case YES_NO -> value instanceof Boolean ? value : null;
            case CHOICE -> value instanceof String word && fact.choices().contains(word) ? word : null;
            case COUNT -> value instanceof Number number && isCount(number) ? (Object) number.longValue() : null;
            case QUANTITY -> value instanceof Number number && inRange(number.doubleValue()) ? quantity(number) : null;
        };
    }

    // 4 and 4.0 are the same quantity, so that a value compares equal however it was sent
    private static Object quantity(Number number) {
        return number.doubleValue();
    }

    private static boolean isCount(Number number) {
        return inRange(number.doubleValue()) && number.doubleValue() == Math.rint(number.doubleValue());
    }

    private static boolean inRange(double value) {
        return value >= 0 && value <= MOST;
    }

    private static String expectation(Fact fact) {
        return switch (fact.type()) {
            case YES_NO -> "must be true or false";
            case CHOICE -> "must be one of " + String.join(", ", fact.choices());
            case COUNT -> "must be a whole number from 0 to " + MOST;
            case QUANTITY -> "must be a number from 0 to " + MOST;
        };
    }
}
