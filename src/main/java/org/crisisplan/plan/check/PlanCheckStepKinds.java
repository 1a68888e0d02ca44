package org.crisisplan.plan.check;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CancelEventDefinition;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ComplexGateway;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.ManualTask;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SignalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.Transaction;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Each step of a diagram is of a kind that does something: what the engine passes over in silence looks done and is not. */
class PlanCheckStepKinds {

    private static final Map<Class<? extends FlowNode>, String> NOT_RUN = Map.of(
            ManualTask.class, "a manual task",
            Transaction.class, "a transaction",
            ComplexGateway.class, "a complex gateway");

    private final PlanCheckVocabulary vocabulary;
    private final PlanCheckReport report;

    PlanCheckStepKinds(PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.vocabulary = vocabulary;
        this.report = report;
    }

    void check(String file, BpmnModelInstance model) {
        Elements.of(model, FlowNode.class).forEach(node -> checkKind(file, node));
        checkUnknown(file, model.getDocument().getRootElement());
        Elements.of(model, Activity.class).forEach(activity -> checkRepeats(file, activity));
        Elements.of(model, EventDefinition.class).forEach(event -> checkEvent(file, event));
        Elements.of(model, ThrowEvent.class).forEach(event -> checkThrown(file, event));
        Elements.of(model, SendTask.class).forEach(task -> checkSends(file, task));
    }

    private void checkKind(String file, FlowNode node) {
        String type = node.getElementType().getTypeName();
        Optional<String> kind = NOT_RUN.entrySet().stream()
                .filter(refused -> refused.getKey().isInstance(node))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> type.equals("task") ? Optional.of("a task of no kind") : Optional.empty());
        kind.ifPresent(name -> report.add(
                file,
                node,
                "is " + name + ", which nothing is done for",
                node instanceof Task
                        ? "Make it a user task if a person does it, or a service task if the product does"
                        : "Draw it with sub-processes, exclusive, parallel and inclusive gateways"));
        if (node instanceof Activity activity && activity.isForCompensation()) {
            report.add(file, node, "is there for compensation, which the plan does not use", "Draw a flow to it");
        }
    }

    /** The engine's own reader does not know this kind. */
    private void checkUnknown(String file, DomElement element) {
        if (element.getLocalName().equals("adHocSubProcess")) {
            report.add(
                    file,
                    PlanCheckReport.describe(element.getAttribute("id"), element.getAttribute("name")),
                    "is an ad hoc sub-process, which nothing is done for",
                    "Draw the order of its steps");
        }
        element.getChildElements().forEach(inner -> checkUnknown(file, inner));
    }

    private void checkRepeats(String file, Activity activity) {
        var loop = activity.getLoopCharacteristics();
        if (loop instanceof MultiInstanceLoopCharacteristics multi) {
            boolean each = Stream.of(
                            multi.getCamundaCollection(),
                            multi.getAttributeValue("collection"),
                            multi.getLoopCardinality() == null
                                    ? null
                                    : multi.getLoopCardinality().getTextContent())
                    .anyMatch(text -> !PlanCheckLabels.isMissing(text));
            if (!each) {
                report.add(
                        file,
                        activity,
                        "is repeated, but does not say for what",
                        "Name a collection and an element variable, or remove the marker");
            }
        } else if (activity.getDomElement().getChildElements().stream()
                .anyMatch(inner -> inner.getLocalName().equals("standardLoopCharacteristics"))) {
            report.add(
                    file,
                    activity,
                    "is marked as a loop, which is done only once",
                    "Draw the loop with an exclusive gateway, or repeat it for each of a list");
        }
    }

    private void checkEvent(String file, EventDefinition event) {
        if (event instanceof CancelEventDefinition || event instanceof CompensateEventDefinition) {
            report.add(
                    file,
                    event.getParentElement(),
                    "undoes what was done, which the plan does not use",
                    "Draw the steps that put it right");
        } else if (event instanceof SignalEventDefinition) {
            report.add(
                    file,
                    event.getParentElement(),
                    "is a signal, which every running crisis would hear and not only this one",
                    "Use an escalation within the diagram, a conditional event or a step that follows");
        }
    }

    /** What a case throws is either an event that is caught or something that the product does. */
    private void checkThrown(String file, ThrowEvent event) {
        var definitions = event.getEventDefinitions();
        boolean listens = !PlanCheckTasks.extensions(event, CamundaExecutionListener.class)
                .isEmpty();
        if (definitions.isEmpty() && event instanceof IntermediateThrowEvent && !listens) {
            report.add(
                    file,
                    event,
                    "is an event that does nothing",
                    "Say what happens here, or remove it and join its flows");
        }
        definitions.stream()
                .filter(MessageEventDefinition.class::isInstance)
                .forEach(message -> checkDoes(
                        file,
                        event,
                        message,
                        event instanceof EndEvent ? "an end event that sends" : "an event that sends"));
    }

    private void checkSends(String file, SendTask task) {
        checkDoes(file, task, task, "a send task");
    }

    private void checkDoes(String file, ModelElementInstance owner, ModelElementInstance element, String what) {
        String delegate = PlanCheckReferences.camunda(element, "delegateExpression");
        if (PlanCheckLabels.isMissing(delegate)
                && PlanCheckLabels.isMissing(PlanCheckReferences.camunda(element, "expression"))) {
            report.add(
                    file,
                    owner,
                    "is " + what + ", but does not say how: it does nothing",
                    "Set a delegate expression to one of the product's beans: " + vocabulary.beanNames());
        } else if (delegate != null && !delegate.isBlank()) {
            PlanCheckTasks.delegateFault(delegate, vocabulary, vocabulary::isDelegate, what + " runs")
                    .ifPresent(fault -> report.add(file, owner, fault.problem(), fault.remedy()));
        }
    }
}
