package org.crisisplan.plan.check;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CompletionCondition;
import org.camunda.bpm.model.bpmn.instance.Condition;
import org.camunda.bpm.model.bpmn.instance.ConditionalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/** Where ways part, a gateway says so, and each condition is one that the engine asks. */
class PlanCheckFlows {

    private final PlanCheckReport report;

    PlanCheckFlows(PlanCheckReport report) {
        this.report = report;
    }

    void check(String file, BpmnModelInstance model) {
        var graph = new ProcessGraph(model);
        Elements.of(model, FlowNode.class).forEach(node -> checkWaysOut(file, node, graph.out(node), graph));
        Elements.of(model, SequenceFlow.class)
                .forEach(flow -> condition(flow).ifPresent(text -> isQuestion(file, flow, text)));
        Elements.of(model, CompletionCondition.class)
                .forEach(condition ->
                        isQuestion(file, condition.getParentElement().getParentElement(), condition.getTextContent()));
        Elements.of(model, Condition.class)
                .forEach(condition ->
                        isQuestion(file, condition.getParentElement().getParentElement(), condition.getTextContent()));
        Elements.of(model, ConditionalEventDefinition.class).stream()
                .filter(event -> event.getCondition() == null)
                .forEach(event -> report.add(
                        file, event.getParentElement(), "waits for a condition that is not written", "Write it"));
    }

    private void checkWaysOut(String file, FlowNode node, List<SequenceFlow> out, ProcessGraph graph) {
        boolean decides = node instanceof ExclusiveGateway || node instanceof InclusiveGateway;
        if (!(node instanceof Gateway) && out.size() > 1) {
            report.add(
                    file,
                    node,
                    "has " + out.size() + " ways out, so that all of them are taken at once",
                    "Draw a gateway behind it: exclusive if one way is taken, parallel if all are");
        }
        for (SequenceFlow flow : out) {
            if (condition(flow).isPresent()) {
                checkAsked(file, node, flow, decides, out.size());
            }
        }
        if (decides) {
            Set<String> asked = new HashSet<>();
            out.stream()
                    .filter(flow -> !flow.equals(otherwise(node)))
                    .filter(flow -> !condition(flow)
                            .map(text -> text.replaceAll("\\s+", ""))
                            .map(asked::add)
                            .orElse(true))
                    .forEach(flow -> report.add(
                            file,
                            flow,
                            "has the same condition as another way out of " + node.getId(),
                            "Let each way out of it ask for something else"));
        }
        if (node instanceof EventBasedGateway) {
            out.stream()
                    .map(graph::target)
                    .filter(target -> !(target instanceof ReceiveTask)
                            && !(target instanceof IntermediateCatchEvent event
                                    && !event.getEventDefinitions().isEmpty()
                                    && ProcessGraph.linkOf(event) == null))
                    .filter(java.util.Objects::nonNull)
                    .forEach(target -> report.add(
                            file,
                            target,
                            "follows a gateway that waits for events, but is none",
                            "Put an event that is waited for between them, such as a timer"));
        }
    }

    private void checkAsked(String file, FlowNode node, SequenceFlow flow, boolean decides, int ways) {
        if (!decides) {
            report.add(
                    file,
                    flow,
                    "has a condition, but no gateway asks it",
                    "Lead it out of an exclusive gateway, or remove the condition");
        } else if (flow.equals(otherwise(node))) {
            report.add(
                    file,
                    flow,
                    "is the default flow and has a condition, which is never asked",
                    "Remove the condition, or make another flow the default");
        } else if (ways == 1) {
            report.add(
                    file,
                    flow,
                    "is the only way out of " + node.getId()
                            + " and has a condition; a case that does not meet it stops",
                    "Draw the other way out, or remove the condition");
        }
    }

    private void isQuestion(String file, ModelElementInstance place, String text) {
        if (!text.trim().matches("(?s)[$#]\\{[^$#]+}")) {
            report.add(
                    file,
                    place,
                    "asks \"" + text.trim() + "\", which is not one expression",
                    "Write it as one, such as ${consent == 'yes' && level > 2}");
        }
    }

    static @Nullable SequenceFlow otherwise(FlowNode node) {
        return node instanceof ExclusiveGateway exclusive
                ? exclusive.getDefault()
                : node instanceof InclusiveGateway inclusive ? inclusive.getDefault() : null;
    }

    static Optional<String> condition(SequenceFlow flow) {
        return Optional.ofNullable(flow.getConditionExpression()).map(ModelElementInstance::getTextContent);
    }
}
