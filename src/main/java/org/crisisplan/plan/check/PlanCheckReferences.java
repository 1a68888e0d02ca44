package org.crisisplan.plan.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.crisisplan.crisis.FactDefinitions;
import org.jspecify.annotations.Nullable;

/** Everything a diagram names exists: processes, tables, their results and forms in this bundle, and messages that are sent. */
class PlanCheckReferences {

    static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private static final String BIND =
            "Set its binding to \"deployment\", so that a running case keeps the version it was drawn for";

    private static final Pattern RESULT =
            Pattern.compile("decisionResult\\.(?:singleResult|getSingleResult\\(\\))\\.(\\w+)");

    private final PlanCheckReport report;
    private final Map<String, String> processes;
    private final Map<String, Decision> decisions;
    private final Set<String> forms;
    private final Set<String> setAside;
    private final Set<String> messages;

    PlanCheckReferences(PlanCheckModels models, PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.report = report;
        this.processes = models.processKeys();
        this.decisions = models.decisions();
        this.forms = models.formsById().keySet();
        this.setAside = models.setAside();
        this.messages = new TreeSet<>(vocabulary.messages());
        this.messages.addAll(models.facts().messages());
    }

    static @Nullable String camunda(ModelElementInstance element, String attribute) {
        return element.getAttributeValueNs(CAMUNDA, attribute);
    }

    void check(String file, BpmnModelInstance model) {
        Elements.of(model, CallActivity.class)
                .forEach(call -> exists(
                        file, call, call.getCalledElement(), processes.keySet(), "the process", "calledElement"));
        Elements.of(model, BusinessRuleTask.class).forEach(rule -> {
            exists(file, rule, camunda(rule, "decisionRef"), decisions.keySet(), "the decision", "decisionRef");
            results(file, rule, model);
        });
        Elements.of(model, UserTask.class).forEach(task -> formExists(file, task));
        Elements.of(model, StartEvent.class).forEach(start -> formExists(file, start));
        Elements.of(model, MessageEventDefinition.class).stream()
                .filter(event -> event.getParentElement() instanceof CatchEvent)
                .forEach(event -> messageExists(file, event.getParentElement(), event.getMessage()));
        Elements.of(model, ReceiveTask.class).forEach(receive -> messageExists(file, receive, receive.getMessage()));
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
        if (!known.contains(name) && !setAside.contains(name)) {
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
        Stream<String> taken =
                PlanCheckVariables.texts(rule.getDomElement()).flatMap(text -> PlanCheckVariables.names(RESULT, text));
        if ("singleResult".equals(camunda(rule, "mapDecisionResult"))) {
            Pattern parts = Pattern.compile("\\b" + camunda(rule, "resultVariable") + "\\.(\\w+)");
            taken = Stream.concat(
                    taken,
                    PlanCheckVariables.texts(model.getDocument().getRootElement())
                            .filter(PlanCheckExpressions::isExpression)
                            .flatMap(text -> PlanCheckVariables.names(parts, text)));
        }
        taken.distinct()
                .filter(name -> !outputs.contains(name))
                .forEach(name -> report.add(
                        file,
                        rule,
                        "gives no " + name + ", which the diagram takes from the decision " + decision.getId(),
                        "Use one of " + String.join(", ", outputs)));
    }

    private void messageExists(String file, ModelElementInstance element, @Nullable Message message) {
        if (message == null || PlanCheckLabels.isMissing(message.getName())) {
            report.add(
                    file,
                    element,
                    "waits for a message without a name",
                    "Choose a message that the product or a fact sends: " + String.join(", ", messages));
        } else if (!messages.contains(message.getName()) && !setAside.contains(FactDefinitions.TABLE)) {
            report.add(
                    file,
                    element,
                    "waits for the message " + message.getName() + ", which nothing sends",
                    "Choose one of " + String.join(", ", messages) + ", or let a fact of the table facts send it");
        }
    }

    private static Set<String> outputs(Decision decision) {
        return Elements.of(decision.getModelInstance(), Output.class).stream()
                .filter(output -> decision.equals(output.getParentElement().getParentElement()))
                .map(Output::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
