package org.crisisplan.plan.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.crisisplan.crisis.CrisisResponse;

/**
 * No path publishes without an approval (R45). Walks every way a case can take through a diagram: before it reaches the step that
 * publishes, it has completed the task that records an approval and has then passed a question that can send it back. A new
 * draft after that needs a new approval.
 */
class PlanCheckApproval {

    private static final String PUBLISHES = "publishToChannel";
    private static final String APPROVES = "recordApproval";
    private static final String DRAFTS = "keepDraft";
    private static final String WHERE = "publish-statement";

    private enum Stage {
        NOT_APPROVED,
        ASKED,
        APPROVED
    }

    /**
     * How far a case has come, and by which way.
     *
     * @param done whether the node's own work is done; a boundary event leaves before that
     */
    private record Step(FlowNode node, boolean done, Stage stage, List<FlowNode> way) {

        String key() {
            return node.getId() + done + stage;
        }
    }

    private final PlanCheckReport report;

    PlanCheckApproval(PlanCheckReport report) {
        this.report = report;
    }

    void check(String file, BpmnModelInstance model) {
        for (Process process : PlanCheckProcesses.of(model)) {
            if (Elements.of(model, FlowNode.class).stream().anyMatch(node -> calls(node, PUBLISHES))) {
                onlyWhereItBelongs(file, process, model);
                waitsForOthers(file, model);
                walk(file, model);
            }
        }
    }

    private void onlyWhereItBelongs(String file, Process process, BpmnModelInstance model) {
        Elements.of(model, FlowNode.class).stream()
                .filter(node -> calls(node, PUBLISHES))
                .filter(node -> !process.getId().equals(WHERE) || !(node instanceof ServiceTask))
                .forEach(node -> report.add(
                        file,
                        node,
                        "publishes by itself",
                        "Only a service task of " + WHERE + " may; call that process instead"));
    }

    /** The product asks the channels of others only for a process that waits to be told how it ended. */
    private void waitsForOthers(String file, BpmnModelInstance model) {
        boolean waits = Elements.of(model, MessageEventDefinition.class).stream()
                .filter(event -> event.getParentElement() instanceof CatchEvent)
                .anyMatch(event -> event.getMessage() != null
                        && CrisisResponse.CHANNEL_ANSWERED.equals(
                                event.getMessage().getName()));
        if (!waits) {
            Elements.of(model, FlowNode.class).stream()
                    .filter(node -> calls(node, PUBLISHES))
                    .forEach(node -> report.warn(
                            file,
                            PlanCheckReport.describe(node),
                            "publishes on the product's own page only, whatever the table channels says",
                            "Draw an event after it that waits for the message " + CrisisResponse.CHANNEL_ANSWERED));
        }
    }

    private void walk(String file, BpmnModelInstance model) {
        Deque<Step> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        entries(model).forEach(entry -> open.add(new Step(entry, false, Stage.NOT_APPROVED, List.of())));
        while (!open.isEmpty()) {
            Step step = open.poll();
            if (!seen.add(step.key())) {
                continue;
            }
            if (!step.done() && calls(step.node(), PUBLISHES) && step.stage() != Stage.APPROVED) {
                report.add(
                        file,
                        step.node(),
                        "can be reached without an approval, by way of "
                                + step.way().stream().map(FlowNode::getId).collect(Collectors.joining(", ")),
                        "Lead every way to it through a task that records the approval (${" + APPROVES
                                + "}) and a question that sends a rejected statement back");
            }
            open.addAll(next(step, model));
        }
    }

    /** Where a case can begin: whatever no flow leads to, and no activity it hangs on. */
    private static Collection<FlowNode> entries(BpmnModelInstance model) {
        return Elements.of(model, FlowNode.class).stream()
                .filter(node -> node.getIncoming().isEmpty())
                .filter(node -> !(node instanceof BoundaryEvent))
                .filter(node -> !(node.getParentElement() instanceof SubProcess around) || around.triggeredByEvent())
                .toList();
    }

    private static List<Step> next(Step step, BpmnModelInstance model) {
        List<Step> steps = new ArrayList<>();
        List<FlowNode> way =
                Stream.concat(step.way().stream(), Stream.of(step.node())).toList();
        if (!step.done()) {
            inside(step.node()).forEach(first -> steps.add(new Step(first, false, step.stage(), way)));
            boundaries(step.node(), model).forEach(event -> steps.add(new Step(event, false, step.stage(), way)));
            if (!leavesByItsEnds(step.node())) {
                steps.add(new Step(step.node(), true, after(step), step.way()));
            }
            return steps;
        }
        step.node().getOutgoing().stream()
                .map(SequenceFlow::getTarget)
                .forEach(target -> steps.add(new Step(target, false, step.stage(), way)));
        if (step.node() instanceof EndEvent && step.node().getParentElement() instanceof SubProcess around) {
            around.getOutgoing().stream()
                    .map(SequenceFlow::getTarget)
                    .forEach(target -> steps.add(new Step(target, false, step.stage(), way)));
        }
        linked(step.node(), model).forEach(target -> steps.add(new Step(target, false, step.stage(), way)));
        return steps;
    }

    /** A sub-process is left where it ends inside; one for each of a list may have nothing to do and be passed by. */
    private static boolean leavesByItsEnds(FlowNode node) {
        return node instanceof SubProcess sub && sub.getLoopCharacteristics() == null;
    }

    private static Stage after(Step step) {
        if (calls(step.node(), DRAFTS)) {
            return Stage.NOT_APPROVED;
        }
        if (step.node() instanceof UserTask && calls(step.node(), APPROVES)) {
            return Stage.ASKED;
        }
        boolean question = step.node() instanceof ExclusiveGateway
                && step.node().getOutgoing().size() > 1;
        return question && step.stage() == Stage.ASKED ? Stage.APPROVED : step.stage();
    }

    private static Collection<FlowNode> inside(FlowNode node) {
        return node instanceof SubProcess sub
                ? sub.getChildElementsByType(FlowNode.class).stream()
                        .filter(inner -> inner.getIncoming().isEmpty() && !(inner instanceof BoundaryEvent))
                        .toList()
                : List.of();
    }

    private static Collection<BoundaryEvent> boundaries(FlowNode node, BpmnModelInstance model) {
        return node instanceof Activity
                ? Elements.of(model, BoundaryEvent.class).stream()
                        .filter(event -> node.equals(event.getAttachedTo()))
                        .toList()
                : List.of();
    }

    /** A link leads from where it is thrown to where it is caught. */
    private static Collection<FlowNode> linked(FlowNode node, BpmnModelInstance model) {
        return node.getOutgoing().isEmpty()
                ? node.getChildElementsByType(LinkEventDefinition.class).stream()
                        .flatMap(thrown -> Elements.of(model, LinkEventDefinition.class).stream()
                                .filter(caught -> !caught.equals(thrown)
                                        && caught.getName().equals(thrown.getName())))
                        .map(caught -> (FlowNode) caught.getParentElement())
                        .toList()
                : List.of();
    }

    private static boolean calls(FlowNode node, String bean) {
        return Stream.of(
                                node instanceof ServiceTask task ? task.getCamundaDelegateExpression() : null,
                                node instanceof ServiceTask task ? task.getCamundaExpression() : null)
                        .anyMatch(expression -> speaksOf(expression, bean))
                || listeners(node).anyMatch(expression -> speaksOf(expression, bean));
    }

    private static Stream<String> listeners(BaseElement element) {
        return Stream.concat(
                PlanCheckTasks.extensions(element, CamundaExecutionListener.class).stream()
                        .flatMap(listener -> Stream.of(
                                String.valueOf(listener.getCamundaDelegateExpression()),
                                String.valueOf(listener.getCamundaExpression()))),
                PlanCheckTasks.extensions(element, CamundaTaskListener.class).stream()
                        .flatMap(listener -> Stream.of(
                                String.valueOf(listener.getCamundaDelegateExpression()),
                                String.valueOf(listener.getCamundaExpression()))));
    }

    private static boolean speaksOf(String expression, String bean) {
        return expression != null && expression.matches("(?s).*\\b" + bean + "\\b.*");
    }
}
