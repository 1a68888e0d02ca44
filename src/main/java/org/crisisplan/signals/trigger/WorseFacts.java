package org.crisisplan.signals.trigger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;

/** Of two values of a fact the worse one holds: signals raise what is known about a crisis and never lower it. */
final class WorseFacts {

    private final FactDefinitions definitions;

    WorseFacts(FactDefinitions definitions) {
        this.definitions = definitions;
    }

    Map<String, Object> of(List<Finding> findings) {
        Map<String, Object> worst = new LinkedHashMap<>();
        findings.forEach(finding -> worst.putAll(worse(worst, finding.facts())));
        return worst;
    }

    /** Those of the facts that are worse than what was known. */
    Map<String, Object> worse(Map<String, Object> known, Map<String, Object> facts) {
        Map<String, Object> worse = new LinkedHashMap<>();
        for (FactDefinition fact : definitions.toldByAnyone()) {
            Object value = facts.get(fact.name());
            if (value != null && isWorse(fact, known.get(fact.name()), value)) {
                worse.put(fact.name(), value);
            }
        }
        return worse;
    }

    private static boolean isWorse(FactDefinition fact, @org.jspecify.annotations.Nullable Object known, Object value) {
        if (known == null) {
            return true;
        }
        return switch (fact.type()) {
            case YES_NO -> Boolean.TRUE.equals(value) && !Boolean.TRUE.equals(known);
            case COUNT, QUANTITY -> ((Number) value).doubleValue() > ((Number) known).doubleValue();
            case CHOICE -> fact.choices().indexOf(value) > fact.choices().indexOf(known);
            case WORD, TEXT, TEXT_EN, TEXT_ZH, TIME -> !value.equals(known);
        };
    }
}
