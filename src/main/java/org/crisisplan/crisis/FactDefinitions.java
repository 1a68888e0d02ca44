package org.crisisplan.crisis;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.crisisplan.crisis.FactDefinition.Type;
import org.crisisplan.crisis.InvalidReport.Finding;

/**
 * What may be known of a crisis (R24-R40): the rows of the table {@code facts} of one plan version, in their order. An analyst who
 * needs another fact adds a row.
 */
public final class FactDefinitions {

    /** The decision's id, which is also the name of its file. */
    public static final String TABLE = "facts";

    public static final FactDefinitions NONE = new FactDefinitions(List.of(), "");

    private final Map<String, FactDefinition> byName = new LinkedHashMap<>();
    private final String conditions;

    FactDefinitions(List<FactDefinition> all, String conditions) {
        this.conditions = conditions;
        all.forEach(fact -> byName.putIfAbsent(fact.name(), fact));
    }

    /** Reads the table's file; a row that says no name or no type that there is, is left out, the plan's check names it. */
    public static FactDefinitions read(byte[] file) {
        return of(Dmn.readModelFromStream(new ByteArrayInputStream(file)));
    }

    public static FactDefinitions of(DmnModelInstance model) {
        if (!(model.getModelElementById(TABLE) instanceof Decision decision)) {
            return NONE;
        }
        List<FactDefinition> facts = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (DecisionTable table : decision.getChildElementsByType(DecisionTable.class)) {
            List<String> columns =
                    table.getOutputs().stream().map(Output::getName).toList();
            for (Rule rule : table.getRules()) {
                Map<String, String> cells = cells(rule, columns);
                row(rule, cells).ifPresent(facts::add);
                conditions.add(cells.getOrDefault("growing", ""));
            }
        }
        return new FactDefinitions(facts, String.join("\n", conditions));
    }

    private static Map<String, String> cells(Rule rule, List<String> columns) {
        Map<String, String> cells = new LinkedHashMap<>();
        List<String> results = texts(rule.getOutputEntries());
        for (int i = 0; i < Math.min(columns.size(), results.size()); i++) {
            cells.put(columns.get(i), results.get(i));
        }
        return cells;
    }

    private static Optional<FactDefinition> row(Rule rule, Map<String, String> cells) {
        String name = texts(rule.getInputEntries()).stream().findFirst().orElse("");
        return Stream.of(Type.values())
                .filter(type -> type.word().equals(cells.get("type")))
                .filter(type -> name.matches("\\w+"))
                .findFirst()
                .map(type -> new FactDefinition(
                        name,
                        type,
                        words(cells.getOrDefault("choices", "")),
                        "anyone".equals(cells.get("toldBy")),
                        cells.getOrDefault("label", name),
                        switch (cells.getOrDefault("grows", "")) {
                            case "minutes" -> Duration.ofMinutes(1);
                            case "hours" -> Duration.ofHours(1);
                            default -> null;
                        },
                        cells.getOrDefault("message", "").isEmpty() ? null : cells.get("message")));
    }

    private static List<String> texts(Iterable<? extends DmnElement> cells) {
        List<String> texts = new ArrayList<>();
        cells.forEach(cell -> texts.add(unquoted(cell.getTextContent().strip())));
        return texts;
    }

    private static String unquoted(String cell) {
        return cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"")
                ? cell.substring(1, cell.length() - 1)
                : cell;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** What the table says about when facts grow. */
    String conditions() {
        return conditions;
    }

    public List<FactDefinition> all() {
        return List.copyOf(byName.values());
    }

    /** Those that signals, the API and the crisis page may tell. */
    public List<FactDefinition> toldByAnyone() {
        return byName.values().stream().filter(FactDefinition::toldByAnyone).toList();
    }

    /** The messages that facts send, see {@link FactDefinition#message}. */
    public Set<String> messages() {
        return byName.values().stream()
                .flatMap(fact -> Stream.ofNullable(fact.message()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public Optional<FactDefinition> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /**
     * Takes facts as the outside gives them.
     *
     * @return the same facts as the crisis keeps them; null for one that is said to be not known
     * @throws InvalidReport naming every fact that is unknown or has a value it cannot have
     */
    public Map<String, Object> checked(Map<String, ?> given) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> facts = check(given, findings);
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        return facts;
    }

    public Map<String, Object> check(Map<String, ?> given, List<Finding> findings) {
        List<FactDefinition> tellable = toldByAnyone();
        Set<String> unknown = new TreeSet<>(given.keySet());
        Map<String, Object> facts = new LinkedHashMap<>();
        for (FactDefinition fact : tellable) {
            if (unknown.remove(fact.name())) {
                take(fact, given.get(fact.name()), facts, findings);
            }
        }
        unknown.forEach(name -> findings.add(new Finding(
                "facts." + name,
                "is not a fact the plan knows; it knows "
                        + String.join(
                                ", ",
                                tellable.stream().map(FactDefinition::name).toList()))));
        return facts;
    }

    private static void take(
            FactDefinition fact,
            @org.jspecify.annotations.Nullable Object value,
            Map<String, Object> facts,
            List<Finding> findings) {
        if (fact.isNotKnown(value)) {
            facts.put(fact.name(), null);
            return;
        }
        Object taken = value == null ? null : fact.take(value);
        if (taken == null) {
            findings.add(new Finding("facts." + fact.name(), fact.expectation()));
        } else {
            facts.put(fact.name(), taken);
        }
    }
}
