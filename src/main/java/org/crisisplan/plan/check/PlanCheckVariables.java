package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.crisisplan.form.FormField;

/** What a diagram's expressions speak of is there: a form, a table, a step or the product writes it. */
class PlanCheckVariables {

    static final Set<String> ALWAYS_THERE = Set.of(
            "execution",
            "task",
            "decisionResult",
            "loopCounter",
            "nrOfInstances",
            "nrOfActiveInstances",
            "nrOfCompletedInstances");

    private static final Pattern WRITES = Pattern.compile("setVariable\\(\\s*['\"](\\w+)['\"]");
    private final PlanCheckVocabulary vocabulary;
    private final PlanCheckExpressions expressions;
    private final PlanCheckReport report;
    private final Set<String> variables;

    /** @param variables what is written somewhere */
    PlanCheckVariables(Set<String> variables, PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.vocabulary = vocabulary;
        this.expressions = new PlanCheckExpressions(vocabulary);
        this.report = report;
        this.variables = variables;
    }

    void check(String file, BpmnModelInstance model) {
        expressionsOf(file, model.getDocument().getRootElement());
    }

    /** Each text and attribute that is an expression speaks of things that are there when it is evaluated. */
    private void expressionsOf(String file, DomElement element) {
        Stream.concat(
                        Stream.of(element.getTextContent())
                                .filter(text -> element.getChildElements().isEmpty()),
                        attributes(element))
                .filter(PlanCheckExpressions::isExpression)
                .flatMap(text -> expressions.read(text).names().stream())
                .distinct()
                .filter(name -> !isKnown(name))
                .forEach(name -> report.add(
                        file,
                        place(element),
                        "speaks of " + name
                                + ", which no form, table or step writes and which is no bean of the product",
                        "Correct the name, or let a form or table before it write it"));
        String collection = element.getAttribute(PlanCheckReferences.CAMUNDA, "collection");
        if (collection != null && !PlanCheckExpressions.isExpression(collection) && !isKnown(collection)) {
            report.add(
                    file,
                    place(element),
                    "repeats for each of " + collection + ", which no form, table or step writes",
                    "Correct the name, or let a table before it write the list");
        }
        element.getChildElements().forEach(inner -> expressionsOf(file, inner));
    }

    private boolean isKnown(String name) {
        return variables.contains(name) || vocabulary.beans().containsKey(name) || ALWAYS_THERE.contains(name);
    }

    private static String place(DomElement element) {
        DomElement near = element;
        while (near != null
                && (near.getAttribute("id") == null
                        || near.getLocalName().endsWith("EventDefinition")
                        || near.getLocalName().endsWith("Listener"))) {
            near = near.getParentElement();
        }
        return near == null ? "" : PlanCheckReport.describe(near.getAttribute("id"), near.getAttribute("name"));
    }

    /** Every variable that something in the bundle or in the product writes. */
    static Set<String> written(PlanCheckModels models, PlanCheckVocabulary vocabulary) {
        Set<String> names = new TreeSet<>(vocabulary.variables());
        names.addAll(models.facts().names());
        names.addAll(PlanCheckEffects.TOLD_BY_THE_PRODUCT);
        models.forms().values().forEach(form -> keys(form.path("components"), names));
        models.processes().values().forEach(model -> {
            writtenBy(model.getDocument().getRootElement(), names);
            model.getModelElementsByType(Process.class)
                    .forEach(process -> names.addAll(PlanCheckEffects.atBegin(process.getId())));
            texts(model.getDocument().getRootElement())
                    .flatMap(text -> names(WRITES, text))
                    .forEach(names::add);
        });
        return names;
    }

    private static void keys(JsonNode components, Set<String> names) {
        FormField.of(components).forEach(field -> {
            if (!field.key().isEmpty()) {
                names.add(field.key());
            }
            if (!field.isList()) {
                keys(field.json().path("components"), names);
            }
        });
    }

    private static void writtenBy(DomElement element, Set<String> names) {
        Stream.of("resultVariable", "elementVariable", "outputVariable")
                .map(attribute -> element.getAttribute(PlanCheckReferences.CAMUNDA, attribute))
                .filter(Objects::nonNull)
                .forEach(names::add);
        String name = switch (element.getLocalName()) {
            case "in", "out" -> element.getAttribute("target");
            case "inputParameter", "outputParameter" -> element.getAttribute("name");
            default -> null;
        };
        if (name != null) {
            names.add(name);
        }
        element.getChildElements().forEach(inner -> writtenBy(inner, names));
    }

    static Stream<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1));
    }

    static Stream<String> texts(DomElement element) {
        Collection<DomElement> inner = element.getChildElements();
        return Stream.concat(
                Stream.concat(
                        attributes(element), inner.isEmpty() ? Stream.of(element.getTextContent()) : Stream.empty()),
                inner.stream().flatMap(PlanCheckVariables::texts));
    }

    /** What this element says itself, without those inside it. */
    static Stream<String> ownTexts(DomElement element) {
        return Stream.concat(
                attributes(element),
                element.getChildElements().isEmpty() ? Stream.of(element.getTextContent()) : Stream.empty());
    }

    static Stream<String> attributes(DomElement element) {
        return Stream.of(
                        "expression",
                        "candidateGroups",
                        "candidateUsers",
                        "assignee",
                        "dueDate",
                        "followUpDate",
                        "collection",
                        "sourceExpression",
                        "businessKey",
                        "priority",
                        "source")
                .flatMap(name ->
                        Stream.of(element.getAttribute(PlanCheckReferences.CAMUNDA, name), element.getAttribute(name)))
                .filter(Objects::nonNull);
    }
}
