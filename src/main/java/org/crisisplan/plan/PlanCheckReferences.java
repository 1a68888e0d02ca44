package org.crisisplan.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/** Everything a diagram names exists: processes, tables and forms in this bundle, messages, and variables that someone writes. */
class PlanCheckReferences {

    static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private static final String BIND =
            "Set its binding to \"deployment\", so that a running case keeps the version it was drawn for";

    private static final Set<String> ALWAYS_THERE = Set.of(
            "execution",
            "task",
            "decisionResult",
            "loopCounter",
            "nrOfInstances",
            "nrOfActiveInstances",
            "nrOfCompletedInstances");

    private static final Pattern WRITES = Pattern.compile("setVariable\\(\\s*['\"](\\w+)['\"]");
    private static final Pattern RESULT =
            Pattern.compile("decisionResult\\.(?:singleResult|getSingleResult\\(\\))\\.(\\w+)");

    private final PlanCheckModels models;
    private final PlanCheckVocabulary vocabulary;
    private final PlanCheckExpressions expressions;
    private final PlanCheckReport report;
    private final Map<String, String> processes;
    private final Map<String, Decision> decisions;
    private final Set<String> forms;
    private final Set<String> variables;

    PlanCheckReferences(PlanCheckModels models, PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.models = models;
        this.vocabulary = vocabulary;
        this.expressions = new PlanCheckExpressions(vocabulary);
        this.report = report;
        this.processes = models.processKeys();
        this.decisions = models.decisions();
        this.forms = models.formsById().keySet();
        this.variables = written();
    }

    static @Nullable String camunda(ModelElementInstance element, String attribute) {
        return element.getAttributeValueNs(CAMUNDA, attribute);
    }

    void check(String file, BpmnModelInstance model) {
        model.getModelElementsByType(CallActivity.class)
                .forEach(call -> exists(
                        file, call, call.getCalledElement(), processes.keySet(), "the process", "calledElement"));
        model.getModelElementsByType(BusinessRuleTask.class).forEach(rule -> {
            exists(file, rule, camunda(rule, "decisionRef"), decisions.keySet(), "the decision", "decisionRef");
            results(file, rule, model);
        });
        model.getModelElementsByType(UserTask.class).forEach(task -> formExists(file, task));
        model.getModelElementsByType(StartEvent.class).forEach(start -> formExists(file, start));
        model.getModelElementsByType(MessageEventDefinition.class)
                .forEach(event -> messageExists(file, event.getParentElement(), event.getMessage()));
        model.getModelElementsByType(ReceiveTask.class)
                .forEach(receive -> messageExists(file, receive, receive.getMessage()));
        expressionsOf(file, model.getDocument().getRootElement());
    }

    private void formExists(String file, ModelElementInstance element) {
        if (camunda(element, "formRef") != null) {
            exists(file, element, camunda(element, "formRef"), forms, "the form", "formRef");
        }
    }

    private void exists(
            String file,
            ModelElementInstance element,
            @Nullable String name,
            Set<String> known,
            String what,
            String attribute) {
        if (name == null || name.isBlank()) {
            report.add(
                    file, element, "does not name " + what + " it uses", "Choose one of " + String.join(", ", known));
            return;
        }
        if (!known.contains(name)) {
            report.add(
                    file,
                    element,
                    "uses " + what + " " + name + ", which is not in the bundle",
                    "Add it, or choose one of " + String.join(", ", known));
        }
        if (!"deployment".equals(camunda(element, attribute + "Binding"))) {
            report.add(file, element, "does not use " + what + " " + name + " of its own plan version", BIND);
        }
    }

    /** A result that is taken apart by name has that name in the table. */
    private void results(String file, BusinessRuleTask rule, BpmnModelInstance model) {
        Decision decision = decisions.get(String.valueOf(camunda(rule, "decisionRef")));
        if (decision == null) {
            return;
        }
        Set<String> outputs = outputs(decision);
        Stream<String> taken = texts(rule.getDomElement()).flatMap(text -> names(RESULT, text));
        if ("singleResult".equals(camunda(rule, "mapDecisionResult"))) {
            Pattern parts = Pattern.compile("\\b" + camunda(rule, "resultVariable") + "\\.(\\w+)");
            taken = Stream.concat(
                    taken,
                    texts(model.getDocument().getRootElement())
                            .filter(PlanCheckExpressions::isExpression)
                            .flatMap(text -> names(parts, text)));
        }
        taken.distinct()
                .filter(name -> !outputs.contains(name))
                .forEach(name -> report.add(
                        file,
                        rule,
                        "gives no " + name + ", which the diagram takes from the decision " + decision.getId(),
                        "Use one of " + String.join(", ", outputs)));
    }

    private static Stream<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1));
    }

    private void messageExists(String file, ModelElementInstance element, @Nullable Message message) {
        if (message == null || PlanCheckLabels.isMissing(message.getName())) {
            report.add(
                    file,
                    element,
                    "waits for a message without a name",
                    "Choose a message that the product sends: " + String.join(", ", vocabulary.messages()));
        } else if (!vocabulary.messages().contains(message.getName())) {
            report.add(
                    file,
                    element,
                    "waits for the message " + message.getName() + ", which nothing sends",
                    "Choose one of " + String.join(", ", vocabulary.messages()));
        }
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
        String collection = element.getAttribute(CAMUNDA, "collection");
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
    private Set<String> written() {
        Set<String> names = new TreeSet<>(vocabulary.variables());
        models.forms().values().forEach(form -> keys(form.path("components"), names));
        models.processes().values().forEach(model -> {
            writtenBy(model.getDocument().getRootElement(), names);
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
                .map(attribute -> element.getAttribute(CAMUNDA, attribute))
                .filter(java.util.Objects::nonNull)
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

    private static Set<String> outputs(Decision decision) {
        return decision.getModelInstance().getModelElementsByType(Output.class).stream()
                .filter(output -> decision.equals(output.getParentElement().getParentElement()))
                .map(Output::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> texts(DomElement element) {
        Collection<DomElement> inner = element.getChildElements();
        return Stream.concat(
                Stream.concat(
                        attributes(element), inner.isEmpty() ? Stream.of(element.getTextContent()) : Stream.empty()),
                inner.stream().flatMap(PlanCheckReferences::texts));
    }

    private static Stream<String> attributes(DomElement element) {
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
                .flatMap(name -> Stream.of(element.getAttribute(CAMUNDA, name), element.getAttribute(name)))
                .filter(java.util.Objects::nonNull);
    }
}
