package org.crisisplan.board.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.InvalidReport;
import org.jspecify.annotations.Nullable;

/**
 * The form "report new facts" as somebody filled it in.
 *
 * @param all the facts that can be told here
 * @param entered what stands in the fields, to show it again when something is wrong
 * @param wrong the fields whose value cannot be
 */
record FactsForm(List<FactDefinition> all, Map<String, String> entered, Set<String> wrong) {

    private static final String PREFIX = "facts.";

    static FactsForm empty(FactDefinitions definitions) {
        return new FactsForm(definitions.toldByAnyone(), Map.of(), Set.of());
    }

    /** Takes the fields of all facts that were filled in, and no others. */
    static FactsForm of(FactDefinitions definitions, Map<String, String> fields) {
        Map<String, String> entered = new LinkedHashMap<>();
        Set<String> wrong = new TreeSet<>();
        for (FactDefinition fact : definitions.toldByAnyone()) {
            String text = fields.getOrDefault(fact.name(), "").strip();
            if (!text.isEmpty()) {
                entered.put(fact.name(), text);
                if (!isPossible(fact, text)) {
                    wrong.add(fact.name());
                }
            }
        }
        return new FactsForm(definitions.toldByAnyone(), entered, wrong);
    }

    /** The running log, such as the progress. Called by the template, as the next one. */
    public List<FactDefinition> log() {
        return all.stream().filter(FactDefinition::isLog).toList();
    }

    /** Everything else: figures, choices, yes and no. */
    public List<FactDefinition> values() {
        return all.stream().filter(fact -> !fact.isLog()).toList();
    }

    /** Whether only the log was added to. */
    boolean isLog() {
        return values().stream().noneMatch(fact -> entered.containsKey(fact.name()));
    }

    boolean isEmpty() {
        return entered.isEmpty();
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (FactDefinition fact : all) {
            String text = entered.get(fact.name());
            if (text != null && isPossible(fact, text)) {
                facts.put(fact.name(), value(fact, text));
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
        return new FactsForm(this.all, entered, all);
    }

    private static boolean isPossible(FactDefinition fact, String text) {
        return text.equals(FactDefinition.NOT_KNOWN) || value(fact, text) != null;
    }

    /** What is written in a field as the plan takes it, or nothing when it cannot be read as such, or is said to be not known. */
    private static @Nullable Object value(FactDefinition fact, String text) {
        return switch (fact.type()) {
            case CHOICE -> fact.choices().contains(text) ? text : null;
            case YES_NO -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
            case COUNT -> text.matches("\\d{1,18}") ? (Object) Long.valueOf(text) : null;
            case WORD, TEXT, TEXT_EN, TEXT_ZH, TIME -> text;
            case QUANTITY -> text.matches("\\d{1,12}(\\.\\d{1,6})?") ? (Object) Double.valueOf(text) : null;
        };
    }
}
