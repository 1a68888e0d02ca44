package org.crisisplan.plan.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ConditionalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EscalationEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Nobody's answer is lost because a table or a service further on fails: what follows a person's task runs in a transaction of its
 * own, so that a fault is an incident of the step that has it.
 */
class PlanCheckSynchronous {

    /** It tells the person whose answer it works with what is wrong with that answer. */
    private static final Set<String> ANSWERS_THE_PERSON = Set.of("${openTriagedCrisis}", "${raiseByHand}");

    private final PlanCheckReport report;
    private final Set<FlowNode> told = new HashSet<>();

    PlanCheckSynchronous(PlanCheckReport report) {
        this.report = report;
    }

    void check(CaseFlow flows) {
        flows.files()
                .keySet()
                .forEach(process -> flows.stepsOf(process).stream()
                        .filter(PlanCheckSynchronous::isSomebodysAct)
                        .filter(node -> !node.isCamundaAsyncAfter())
                        .forEach(node -> follow(node, process, flows)));
    }

    /** A task is completed by a person; a condition is met because somebody entered what it waits for. */
    private static boolean isSomebodysAct(FlowNode node) {
        return node instanceof UserTask
                || (node instanceof IntermediateCatchEvent || node instanceof BoundaryEvent)
                        && ((CatchEvent) node)
                                .getEventDefinitions().stream().anyMatch(ConditionalEventDefinition.class::isInstance);
    }

    private record At(FlowNode node, String process) {}

    private void follow(FlowNode act, String process, CaseFlow flows) {
        Deque<At> open = new ArrayDeque<>();
        Set<FlowNode> seen = new HashSet<>();
        next(act, process, flows).forEach(open::add);
        while (!open.isEmpty()) {
            At at = open.poll();
            FlowNode node = at.node();
            if (!seen.add(node) || node.isCamundaAsyncBefore() || waits(node)) {
                continue;
            }
            if (mayFail(node) && told.add(node)) {
                report.warn(
                        flows.files().getOrDefault(at.process(), ""),
                        PlanCheckReport.describe(node),
                        "runs together with what somebody does at " + act.getId() + " in " + process
                                + ": if it fails, that person is told of a fault that is not theirs",
                        "Tick \"Asynchronous: Before\"; then it fails here, where it can be seen and repeated");
            }
            if (mayFail(node)) {
                continue;
            }
            if (node instanceof SubProcess sub) {
                flows.graph(at.process()).starts(sub).forEach(start -> open.add(new At(start, at.process())));
            } else if (!node.isCamundaAsyncAfter()) {
                open.addAll(next(node, at.process(), flows));
            }
        }
    }

    private static boolean waits(FlowNode node) {
        return node instanceof UserTask
                || node instanceof ReceiveTask
                || node instanceof EventBasedGateway
                || node instanceof IntermediateCatchEvent && ProcessGraph.linkOf(node) == null;
    }

    private static boolean mayFail(FlowNode node) {
        return node instanceof BusinessRuleTask
                || node instanceof CallActivity
                || node instanceof SendTask
                || node instanceof ServiceTask task
                        && !ANSWERS_THE_PERSON.contains(String.valueOf(task.getCamundaDelegateExpression()));
    }

    private Collection<At> next(FlowNode node, String process, CaseFlow flows) {
        ProcessGraph graph = flows.graph(process);
        if (!(node instanceof EndEvent end)) {
            return graph.next(node).stream().map(next -> new At(next, process)).toList();
        }
        boolean escalates = end.getEventDefinitions().stream().anyMatch(EscalationEventDefinition.class::isInstance);
        ModelElementInstance scope = node.getParentElement();
        if (scope instanceof SubProcess sub) {
            Stream<FlowNode> on = sub.triggeredByEvent() ? Stream.of() : graph.next(sub).stream();
            Stream<FlowNode> caught =
                    escalates ? graph.boundaries(sub).stream().map(FlowNode.class::cast) : Stream.of();
            return Stream.concat(on, caught).map(next -> new At(next, process)).toList();
        }
        List<At> after = new ArrayList<>();
        flows.files()
                .keySet()
                .forEach(caller -> flows.stepsOf(caller).stream()
                        .filter(step -> step instanceof CallActivity call && process.equals(call.getCalledElement()))
                        .filter(call -> !call.isCamundaAsyncAfter())
                        .forEach(call ->
                                flows.graph(caller).next(call).forEach(next -> after.add(new At(next, caller)))));
        return after;
    }
}
