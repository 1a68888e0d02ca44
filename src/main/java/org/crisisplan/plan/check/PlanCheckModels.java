package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.crisisplan.crisis.FactDefinitions;
import org.jspecify.annotations.Nullable;

/**
 * The bundle's files, read. What cannot be read is reported and left out, so that the rest is checked all the same.
 *
 * @param processes the diagrams by file
 * @param tables the decision tables by file
 * @param forms the forms by file
 * @param setAside what is defined by files that were not read; nothing is said about who refers to them
 * @param facts what may be known of a crisis: the bundle's own table, or the product's where the bundle has none
 */
record PlanCheckModels(
        SortedMap<String, BpmnModelInstance> processes,
        SortedMap<String, DmnModelInstance> tables,
        SortedMap<String, JsonNode> forms,
        Set<String> setAside,
        FactDefinitions facts) {

    static PlanCheckModels read(PlanBundle bundle, PlanCheckReader reader, PlanCheckReport report) {
        SortedMap<String, BpmnModelInstance> processes = new TreeMap<>();
        SortedMap<String, DmnModelInstance> tables = new TreeMap<>();
        SortedMap<String, JsonNode> forms = new TreeMap<>();
        Set<String> setAside = new TreeSet<>();
        bundle.files().forEach((file, content) -> {
            if (PlanCheckExamples.isOne(file) || PlanCheckTexts.isOne(file)) {
                return;
            }
            PlanCheckReader.ReadFile read = reader.read(file, content);
            report.addAll(read.report());
            setAside.addAll(read.ids());
            if (read.model() instanceof JsonNode form) {
                forms.put(file, form);
            } else if (read.model() instanceof BpmnModelInstance diagram) {
                processes.put(file, diagram);
            } else if (read.model() instanceof DmnModelInstance table) {
                tables.put(file, table);
            }
        });
        Stream.concat(bundle.files().keySet().stream(), bundle.leftOut().stream())
                .filter(file -> !processes.containsKey(file)
                        && !tables.containsKey(file)
                        && !forms.containsKey(file)
                        && !PlanCheckExamples.isOne(file)
                        && !PlanCheckTexts.isOne(file))
                .map(PlanCheckModels::nameOf)
                .forEach(name -> setAside.addAll(List.of(name, PlanCheckDecisions.camelCase(name))));
        return new PlanCheckModels(processes, tables, forms, setAside, factsOf(tables));
    }

    /** A table by itself. */
    static PlanCheckModels of(String file, DmnModelInstance table) {
        SortedMap<String, DmnModelInstance> tables = new TreeMap<>(Map.of(file, table));
        return new PlanCheckModels(new TreeMap<>(), tables, new TreeMap<>(), new TreeSet<>(), factsOf(tables));
    }

    /** Which file holds the process, by its key. A key that two files hold is reported elsewhere. */
    Map<String, String> processKeys() {
        Map<String, String> keys = new TreeMap<>();
        processes.forEach(
                (file, model) -> Elements.of(model, Process.class).forEach(process -> keys.put(process.getId(), file)));
        return keys;
    }

    Optional<Process> process(@Nullable String key) {
        return processes.values().stream()
                .flatMap(model -> Elements.of(model, Process.class).stream())
                .filter(process -> process.getId() != null && process.getId().equals(key))
                .findFirst();
    }

    Map<String, Decision> decisions() {
        Map<String, Decision> decisions = new TreeMap<>();
        tables.values()
                .forEach(model -> Elements.of(model, Decision.class)
                        .forEach(decision -> decisions.put(decision.getId(), decision)));
        return decisions;
    }

    private static FactDefinitions factsOf(Map<String, DmnModelInstance> tables) {
        return tables.values().stream()
                .map(FactDefinitions::of)
                .filter(facts -> !facts.names().isEmpty())
                .findFirst()
                .orElseGet(PlanCheckModels::factsOfTheProduct);
    }

    private static FactDefinitions factsOfTheProduct() {
        try (var file = PlanCheckModels.class.getResourceAsStream("/dmn/facts.dmn")) {
            return file == null ? FactDefinitions.NONE : FactDefinitions.read(file.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("dmn/facts.dmn of the product cannot be read", unreadable);
        }
    }

    Map<String, JsonNode> formsById() {
        Map<String, JsonNode> ids = new TreeMap<>();
        forms.values().forEach(form -> ids.put(form.path("id").asText(), form));
        return ids;
    }

    /** {@code review} for {@code processes/review.bpmn}. */
    static String nameOf(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
    }
}
