package org.crisisplan.plan.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.model.xml.impl.util.ModelIoException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * The bundle's files, read. What cannot be read is reported and left out, so that the rest is checked all the same.
 *
 * @param processes the diagrams by file
 * @param tables the decision tables by file
 * @param forms the forms by file
 * @param setAside what is defined by files that were not read; nothing is said about who refers to them
 */
record PlanCheckModels(
        SortedMap<String, BpmnModelInstance> processes,
        SortedMap<String, DmnModelInstance> tables,
        SortedMap<String, JsonNode> forms,
        Set<String> setAside) {

    private static final Pattern MISSING = Pattern.compile("IDREF '([^']+)'");

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** How diagrams and tables are read from their files. */
    record Readers(Function<byte[], BpmnModelInstance> diagrams, Function<byte[], DmnModelInstance> tables) {

        Readers() {
            this(
                    file -> Bpmn.readModelFromStream(new ByteArrayInputStream(file)),
                    file -> Dmn.readModelFromStream(new ByteArrayInputStream(file)));
        }
    }

    static PlanCheckModels read(PlanBundle bundle, Readers readers, PlanCheckSafety safety, PlanCheckReport report) {
        var models = new PlanCheckModels(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        bundle.files().forEach((file, content) -> {
            if (PlanCheckExamples.isOne(file)) {
                return;
            }
            if (file.endsWith(".form")) {
                form(file, content, report).ifPresent(form -> models.forms().put(file, form));
            } else if (isInAnotherDialect(file, content, models, report)) {
                return;
            } else if (safety.check(file, content, report)) {
                if (file.endsWith(".bpmn")) {
                    model(file, content, readers.diagrams(), report)
                            .ifPresent(model -> models.processes().put(file, model));
                } else {
                    model(file, content, readers.tables(), report)
                            .ifPresent(model -> models.tables().put(file, model));
                }
            }
        });
        Stream.concat(bundle.files().keySet().stream(), bundle.leftOut().stream())
                .filter(file -> !models.processes().containsKey(file)
                        && !models.tables().containsKey(file)
                        && !models.forms().containsKey(file)
                        && !PlanCheckExamples.isOne(file))
                .map(PlanCheckModels::nameOf)
                .forEach(name -> models.setAside().addAll(List.of(name, PlanCheckDecisions.camelCase(name))));
        return models;
    }

    private static boolean isInAnotherDialect(
            String file, byte[] content, PlanCheckModels models, PlanCheckReport report) {
        try {
            Document document = PlanCheckXml.read(content);
            Optional<CellMistake> dialect = PlanCheckDialect.of(file, document);
            dialect.ifPresent(other -> {
                report.add(file, "", other.problem(), other.remedy());
                models.setAside().addAll(PlanCheckDialect.ids(document));
            });
            return dialect.isPresent();
        } catch (SAXException unreadable) {
            return false;
        }
    }

    /** A table by itself. */
    static PlanCheckModels of(String file, DmnModelInstance table) {
        var models = new PlanCheckModels(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        models.tables().put(file, table);
        return models;
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

    Map<String, JsonNode> formsById() {
        Map<String, JsonNode> ids = new TreeMap<>();
        forms.values().forEach(form -> ids.put(form.path("id").asText(), form));
        return ids;
    }

    /** {@code review} for {@code processes/review.bpmn}. */
    static String nameOf(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
    }

    private static Optional<JsonNode> form(String file, byte[] content, PlanCheckReport report) {
        try {
            JsonNode form = JSON.readTree(content);
            if (form.isObject()) {
                return Optional.of(form);
            }
            report.add(file, "", "is not a form", "Draw it again with the form editor of Camunda Modeler");
        } catch (JsonProcessingException malformed) {
            report.add(
                    file,
                    "",
                    "is not JSON that can be read (line "
                            + malformed.getLocation().getLineNr() + ": " + malformed.getOriginalMessage() + ")",
                    "Undo the last change made by hand, or draw the form again");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return Optional.empty();
    }

    private static <M> Optional<M> model(
            String file, byte[] content, Function<byte[], M> reader, PlanCheckReport report) {
        try {
            return Optional.of(reader.apply(content));
        } catch (ModelException | ModelIoException malformed) {
            String fault = Optional.ofNullable(malformed.getCause())
                    .orElse(malformed)
                    .getMessage()
                    .replaceAll("\\.$", "");
            Matcher missing = MISSING.matcher(fault);
            if (missing.find()) {
                report.add(
                        file,
                        "",
                        "leads to " + missing.group(1) + ", which it does not contain",
                        "Connect what led there again in Camunda Modeler");
            } else {
                report.add(
                        file,
                        "",
                        "does not keep to the standard (" + fault + ")",
                        "Open it in Camunda Modeler and save it again");
            }
            return Optional.empty();
        }
    }
}
