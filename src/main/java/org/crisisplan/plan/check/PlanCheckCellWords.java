package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.feel.syntaxtree.ConstString;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.decision.FeelTree;
import org.crisisplan.form.FormField;
import org.crisisplan.site.SiteTables;
import org.jspecify.annotations.Nullable;

/** The words that cells may use because the bundle's own diagrams, tables and forms speak of them. */
class PlanCheckCellWords {

    private final PlanCheckModels models;
    private final List<ProcessWords> processes;
    private final Set<String> groups;
    private final Set<String> everyName;
    private final TableContracts contracts;
    private final FactDefinitions facts;
    private final Map<Object, ValueKind> kinds = new HashMap<>();
    private final Map<String, Map<String, ValueKind>> askables = new HashMap<>();
    private final Map<String, Map<String, ValueKind>> factsOf = new HashMap<>();
    private @Nullable Map<String, ValueKind> everyKind;

    /** @param everyName what anything in the bundle or in the product writes */
    PlanCheckCellWords(PlanCheckModels models, Set<String> groups, Set<String> everyName, TableContracts contracts) {
        this.models = models;
        this.processes =
                models.processes().values().stream().map(ProcessWords::of).toList();
        this.groups = groups;
        this.everyName = everyName;
        this.contracts = contracts;
        this.facts = models.facts();
    }

    /** What may be known of a crisis. */
    FactDefinitions facts() {
        return facts;
    }

    /** What a contract calls a kind, with the words of this bundle. */
    ValueKind kind(Object named) {
        return kinds.computeIfAbsent(named, this::newKind);
    }

    private ValueKind newKind(Object named) {
        if (named instanceof Collection<?> choice) {
            return ValueKind.choice(choice.stream().map(String::valueOf).toList());
        }
        return switch (String.valueOf(named).replace("?", "")) {
            case "level" -> ValueKind.LEVEL;
            case "count" -> ValueKind.COUNT;
            case "quantity", "factor", "amount" -> ValueKind.QUANTITY;
            case "figure" -> ValueKind.FIGURE;
            case "share" -> ValueKind.SHARE;
            case "yes-no" -> ValueKind.YES_NO;
            case "text" -> ValueKind.TEXT;
            case "small" -> ValueKind.of(ValueKind.Form.SMALL_TEXT);
            case "clause" -> ValueKind.of(ValueKind.Form.CLAUSE);
            case "duration" -> ValueKind.of(ValueKind.Form.DURATION);
            case "interval" -> ValueKind.of(ValueKind.Form.INTERVAL);
            case "group" -> ValueKind.choice(groups);
            case "groups" ->
                new ValueKind(ValueKind.Form.GROUPS, new TreeSet<>(groups), false, null, null, false, false);
            case "step" -> isIncomplete() ? ValueKind.known(Set.of()) : ValueKind.choice(steps());
            case "moment" -> ValueKind.choice(with("moments", ProcessWords::moments));
            case "statement" -> ValueKind.choice(contracts.known("statements"));
            // which texts there are is checked with the texts
            case "template" -> ValueKind.known(Set.of());
            case "metric" -> ValueKind.known(metrics());
            case "subject" -> ValueKind.known(subjects());
            case "component" -> components().isEmpty() ? ValueKind.known(Set.of()) : ValueKind.choice(components());
            case "word", "words" -> ValueKind.known(Set.of());
            case "facts" -> ValueKind.of(ValueKind.Form.FACTS);
            case "reasons" -> ValueKind.of(ValueKind.Form.REASONS);
            case "any" -> ValueKind.ANY;
            default -> throw new IllegalStateException("There is no kind of values called " + named);
        };
    }

    /** Every name that something writes, of whatever kind. */
    Map<String, ValueKind> everyName() {
        if (everyKind == null) {
            Map<String, ValueKind> names = new TreeMap<>();
            everyName.forEach(name -> names.put(name, ValueKind.ANY));
            everyKind = names;
        }
        return everyKind;
    }

    /** The names a decision may ask for; those of open kind have the kind {@link ValueKind#ANY}. */
    Map<String, ValueKind> askable(String decision, TableContract contract) {
        Map<String, ValueKind> known = askables.get(decision);
        if (known == null) {
            known = newAskable(decision, contract);
            askables.put(decision, known);
        }
        return known;
    }

    private Map<String, ValueKind> newAskable(String decision, TableContract contract) {
        if (contract.alsoAsked() != null && models.processes().isEmpty()) {
            // a table on its own: what its processes know is not there to be looked up
            return Map.of();
        }
        Map<String, ValueKind> names = new TreeMap<>();
        if (contract.mayAskTheCase()) {
            everyName.forEach(name -> names.put(name, ValueKind.ANY));
        }
        if (contract.mayAskTheCase() || contract.mayAskAnyFact()) {
            names.putAll(factsOf.computeIfAbsent(contract.mayAskAnyFact() ? "crisisLevel" : decision, this::facts));
        }
        contract.asked().forEach((name, kind) -> names.put(name, kind(kind)));
        return names;
    }

    /** The facts, and the fields that people fill in where the decision is asked. */
    private Map<String, ValueKind> facts(String decision) {
        Map<String, ValueKind> names = new LinkedHashMap<>();
        Map<String, JsonNode> forms = models.formsById();
        boolean readsMain = processes.stream()
                .anyMatch(process -> process.decisions().contains(decision)
                        && process.calls().contains(StepData.READS_ALL));
        for (ProcessWords process : processes) {
            boolean main = readsMain && process.keys().contains(CrisisResponse.KEY);
            if (main || process.decisions().contains(decision)) {
                process.forms().stream()
                        .map(forms::get)
                        .filter(Objects::nonNull)
                        .forEach(form -> fields(form.path("components"), names));
                process.written().forEach(name -> names.putIfAbsent(name, ValueKind.ANY));
            }
        }
        facts.all().forEach(fact -> names.put(fact.name(), kindOf(fact)));
        return names;
    }

    static ValueKind kindOf(FactDefinition fact) {
        return switch (fact.type()) {
            case YES_NO -> ValueKind.YES_NO;
            case COUNT -> ValueKind.COUNT;
            case QUANTITY -> ValueKind.QUANTITY;
            case CHOICE -> ValueKind.choice(fact.choices());
            case WORD, TEXT, TEXT_EN, TEXT_ZH, TIME -> ValueKind.ANY;
        };
    }

    private static void fields(JsonNode components, Map<String, ValueKind> names) {
        FormField.of(components).forEach(field -> {
            if (!field.key().isEmpty()) {
                names.putIfAbsent(field.key(), kindOf(field));
            }
            fields(field.json().path("components"), names);
        });
    }

    private static ValueKind kindOf(FormField field) {
        JsonNode json = field.json();
        return switch (field.type()) {
            case "checkbox" -> ValueKind.YES_NO;
            case "number" -> ValueKind.FIGURE;
            case "radio", "select" -> {
                var values = json.path("values").findValuesAsText("value");
                yield values.isEmpty() ? ValueKind.ANY : ValueKind.choice(values);
            }
            default -> ValueKind.ANY;
        };
    }

    /** With a diagram missing, any step may be its own. */
    private boolean isIncomplete() {
        return processes.isEmpty() || !models.setAside().isEmpty();
    }

    private Set<String> steps() {
        return with("steps", ProcessWords::steps);
    }

    private Set<String> with(String what, Function<ProcessWords, Set<String>> ofProcess) {
        Set<String> words = contracts.known(what);
        processes.forEach(process -> words.addAll(ofProcess.apply(process)));
        return words;
    }

    private Set<String> metrics() {
        Set<String> metrics = contracts.known("metrics");
        metrics.addAll(results("keywords", "metric"));
        return metrics;
    }

    private Set<String> subjects() {
        Set<String> subjects = contracts.known("subjects");
        subjects.addAll(results("keywords", "subject"));
        subjects.addAll(results("assets", "subject"));
        return subjects;
    }

    private Set<String> components() {
        Decision found = models.decisions().get(SiteTables.COMPONENTS);
        return found == null
                ? Set.of()
                : SiteTables.rows((DmnModelInstance) found.getModelInstance(), SiteTables.COMPONENTS).stream()
                        .flatMap(row -> row.key().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The constant texts that a table gives as one of its results. */
    private Set<String> results(String decision, String result) {
        Set<String> words = new TreeSet<>();
        Decision found = models.decisions().get(decision);
        if (found == null || !(found.getExpression() instanceof DecisionTable table)) {
            return words;
        }
        int column = 0;
        for (Output output : table.getOutputs()) {
            if (result.equals(output.getName())) {
                int at = column;
                table.getRules().stream()
                        .map(rule -> TableCells.outputs(rule))
                        .filter(cells -> cells.size() > at)
                        .map(cells -> FeelTree.ofExpression(cells.get(at)).root())
                        .filter(ConstString.class::isInstance)
                        .forEach(text -> words.add(((ConstString) text).value()));
            }
            column++;
        }
        return words;
    }
}
