package org.crisisplan.plan.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Every way that a case can take comes to an end, and every step of the diagram is on such a way. */
class PlanCheckSoundness {

    private final PlanCheckReport report;

    PlanCheckSoundness(PlanCheckReport report) {
        this.report = report;
    }

    void check(String file, BpmnModelInstance model) {
        var graph = new ProcessGraph(model);
        Elements.of(model, SequenceFlow.class).forEach(flow -> checkFlow(file, flow, graph));
        for (ModelElementInstance scope : graph.scopes()) {
            if (checkBegin(file, (BaseElement) scope, graph) & checkWays(file, scope, graph)) {
                walk(file, scope, graph);
            }
        }
    }

    private void checkFlow(String file, SequenceFlow flow, ProcessGraph graph) {
        FlowNode source = graph.source(flow);
        FlowNode target = graph.target(flow);
        if (source == null || target == null) {
            report.add(file, flow, "does not lead from one step to another", "Draw it again from step to step");
        } else if (!flow.getParentElement().equals(source.getParentElement())
                || !flow.getParentElement().equals(target.getParentElement())) {
            report.add(
                    file,
                    flow,
                    "leads across the border of a sub-process",
                    "End the sub-process with an end event and draw a flow from the sub-process itself");
        } else if (target instanceof StartEvent || target instanceof BoundaryEvent) {
            report.add(file, flow, "leads to " + target.getId() + ", where only a case begins", "Lead it to a step");
        } else if (source instanceof EndEvent) {
            report.add(
                    file,
                    flow,
                    "leads on from " + source.getId() + ", where a case ends",
                    "Remove it, or make the end event an intermediate one");
        }
    }

    /** Begins again and again by itself, such as each morning. */
    static boolean isOnSchedule(StartEvent start) {
        return start.getParentElement() instanceof Process
                && start.getEventDefinitions().size() == 1
                && start.getEventDefinitions().iterator().next() instanceof TimerEventDefinition timer
                && timer.getTimeCycle() != null;
    }

    /** @return whether it is clear where a case begins */
    private boolean checkBegin(String file, BaseElement scope, ProcessGraph graph) {
        List<StartEvent> starts = graph.starts(scope);
        boolean byEvent = scope instanceof SubProcess sub && sub.triggeredByEvent();
        if (starts.size() != 1) {
            report.add(
                    file,
                    scope,
                    "has "
                            + (starts.isEmpty()
                                    ? "no start event"
                                    : starts.size() + " start events, so that it is not " + "clear how a case begins"),
                    "Give it exactly one start event");
            return false;
        }
        StartEvent start = starts.get(0);
        if (!byEvent && isOnSchedule(start)) {
            return true;
        }
        if (byEvent == start.getEventDefinitions().isEmpty()) {
            report.add(
                    file,
                    start,
                    byEvent
                            ? "waits for nothing, so that its sub-process never begins"
                            : "waits for an event, but a case only begins where it is reported or called",
                    byEvent
                            ? "Choose what it waits for, such as a timer or a message"
                            : "Make it a plain start event, or a timer with a cycle; what happens to a case by the clock or by a"
                                    + " message is an event sub-process of the process that it belongs to");
            return false;
        }
        return true;
    }

    /** @return whether every step hangs together with the others */
    private boolean checkWays(String file, ModelElementInstance scope, ProcessGraph graph) {
        List<FlowNode> nodes = graph.nodes(scope).stream()
                .filter(node -> !isEventSubProcess(node))
                .toList();
        Set<FlowNode> reached = graph.reachable(graph.starts(scope));
        List<FlowNode> open = nodes.stream()
                .filter(node -> !(node instanceof EndEvent) && graph.next(node).isEmpty())
                .toList();
        List<FlowNode> apart =
                nodes.stream().filter(node -> !reached.contains(node)).toList();
        List<FlowNode> alone = apart.stream()
                .filter(node -> graph.in(node).isEmpty() && !(node instanceof BoundaryEvent))
                .toList();
        open.forEach(node -> report.add(
                file,
                node,
                ProcessGraph.linkOf(node) == null
                        ? "leads nowhere: a case that comes here neither goes on nor ends as drawn"
                        : "leads to no link of the same name",
                "Draw a flow from it to the step that follows, or to an end event"));
        alone.forEach(node -> report.add(
                file,
                node,
                "is reached by no flow, so that it never happens",
                "Draw a flow to it from the step before, or remove it"));
        if (open.isEmpty() && alone.isEmpty()) {
            // otherwise these follow from what was said already
            apart.forEach(node -> report.add(
                    file,
                    node,
                    "lies on no way from the start, so that it never happens",
                    "Draw a flow to it from the step before, or remove it"));
        }
        boolean ends = nodes.stream().anyMatch(EndEvent.class::isInstance);
        if (!ends) {
            report.add(file, scope, "has no end event", "Say by an end event where and how it ends");
        }
        return ends && open.isEmpty() && apart.isEmpty();
    }

    private void walk(String file, ModelElementInstance scope, ProcessGraph graph) {
        ReachabilityGraph game = new ReachabilityGraph(graph, scope);
        game.waitingForEver()
                .forEach(join -> report.add(
                        file,
                        join,
                        "waits for ever: it joins ways that are not all taken",
                        join instanceof Gateway && graph.in(join).size() > 1
                                ? "Join ways that part at an exclusive gateway by an exclusive gateway, at a parallel one"
                                        + " by a parallel one, at an inclusive one by an inclusive one"
                                : "Make sure that something leads a case on from here"));
        game.happeningTwice()
                .forEach(node -> report.add(
                        file,
                        node,
                        "happens more than once at the same time, because ways that are taken together come to it one by one",
                        "Join them before it by a gateway of the kind at which they part, or lead a way that only"
                                + " informs somebody to an end event of its own"));
        game.goingRound()
                .forEach(gateway -> report.add(
                        file,
                        gateway,
                        "can be gone round for ever without anything being done",
                        "Put a step into the loop, or remove it"));
        if (!game.neverEnding().isEmpty()) {
            report.add(
                    file,
                    scope,
                    game.neverEnding().stream().anyMatch(StartEvent.class::isInstance)
                            ? "never ends, whatever way a case takes through it"
                            : "never ends once it has come to "
                                    + game.neverEnding().stream()
                                            .map(FlowNode::getId)
                                            .sorted()
                                            .collect(Collectors.joining(", ")),
                    "Draw a way out to an end event");
        }
    }

    static boolean isEventSubProcess(FlowNode node) {
        return node instanceof SubProcess sub && sub.triggeredByEvent();
    }
}
