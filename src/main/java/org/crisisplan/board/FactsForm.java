package org.crisisplan.board;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.crisis.Facts;
import org.crisisplan.crisis.Facts.Fact;
import org.crisisplan.crisis.InvalidReport;
import org.jspecify.annotations.Nullable;

/**
 * The form "report new facts" as somebody filled it in.
 *
 * @param entered what stands in the fields, to show it again when something is wrong
 * @param wrong the fields whose value cannot be
 */
record FactsForm(Map<String, String> entered, Set<String> wrong) {

    private static final String PREFIX = "facts.";

    static FactsForm empty() {
        return new FactsForm(Map.of(), Set.of());
    }

    /** Takes the fields of all facts that were filled in, and no others. */
    static FactsForm of(Map<String, String> fields) {
        Map<String, String> entered = new LinkedHashMap<>();
        Set<String> wrong = new TreeSet<>();
        for (Fact fact : Facts.all()) {
            String text = fields.getOrDefault(fact.name(), "").strip();
            if (!text.isEmpty()) {
                entered.put(fact.name(), text);
                if (value(fact, text) == null) {
                    wrong.add(fact.name());
                }
            }
        }
        return new FactsForm(entered, wrong);
    }

    boolean isEmpty() {
        return entered.isEmpty();
    }

    public List<Fact> all() {
        return Facts.all();
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Fact fact : Facts.all()) {
            String text = entered.get(fact.name());
            Object value = text == null ? null : value(fact, text);
            if (value != null) {
                facts.put(fact.name(), value);
            }
        }
        return facts;
    }

    /** The same form with the fields marked that the plan refused. */
    FactsForm refused(InvalidReport invalid) {
        Set<String> all = new TreeSet<>(wrong);
        invalid.findings().stream()
                .map(finding -> finding.field().replace(PREFIX, ""))
                .forEach(all::add);
        return new FactsForm(entered, all);
    }

    /** What is written in a field as the plan takes it, or nothing when it cannot be read as such. */
    private static @Nullable Object value(Fact fact, String text) {
        return switch (fact.type()) {
            case CHOICE -> fact.choices().contains(text) ? text : null;
            case YES_NO -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
            case COUNT -> text.matches("\\d{1,18}") ? (Object) Long.valueOf(text) : null;
            case QUANTITY -> text.matches("\\d{1,12}(\\.\\d{1,6})?") ? (Object) Double.valueOf(text) : null;
        };
    }
}
