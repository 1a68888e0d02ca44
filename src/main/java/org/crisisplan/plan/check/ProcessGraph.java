package org.crisisplan.plan.check;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/**
 * What leads to what in one diagram. Read from the flows' own ends, as the engine does, and not from the lists that the steps
 * keep of their flows.
 */
class ProcessGraph {

    private final BpmnModelInstance model;
    private final Map<FlowNode, List<SequenceFlow>> out = new HashMap<>();
    private final Map<FlowNode, List<SequenceFlow>> in = new HashMap<>();
    private final Map<FlowNode, List<BoundaryEvent>> boundaries = new HashMap<>();
    private final Map<ModelElementInstance, List<FlowNode>> nodes = new HashMap<>();
    private final Map<ModelElementInstance, List<StartEvent>> starts = new HashMap<>();
    private final Map<FlowNode, List<FlowNode>> linked = new HashMap<>();
    private final Map<FlowNode, List<FlowNode>> throwing = new HashMap<>();
    private final Map<SequenceFlow, FlowNode> sources = new HashMap<>();
    private final Map<SequenceFlow, FlowNode> targets = new HashMap<>();

    ProcessGraph(BpmnModelInstance model) {
        this.model = model;
        for (SequenceFlow flow : Elements.of(model, SequenceFlow.class)) {
            FlowNode source = node(flow.getAttributeValue("sourceRef"));
            FlowNode target = node(flow.getAttributeValue("targetRef"));
            add(out, source, flow);
            add(in, target, flow);
            if (source != null && target != null) {
                sources.put(flow, source);
                targets.put(flow, target);
            }
        }
        for (BoundaryEvent event : Elements.of(model, BoundaryEvent.class)) {
            add(boundaries, node(event.getAttributeValue("attachedToRef")), event);
        }
        for (ThrowEvent event : Elements.of(model, ThrowEvent.class)) {
            for (FlowNode caught : findLinked(event)) {
                add(linked, event, caught);
                add(throwing, caught, event);
            }
        }
    }

    private static <V> void add(Map<FlowNode, List<V>> lists, @Nullable FlowNode node, V value) {
        if (node != null) {
            lists.merge(
                    node,
                    List.of(value),
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        }
    }

    private List<FlowNode> findLinked(FlowNode node) {
        String name = linkOf(node);
        if (name == null || !(node instanceof ThrowEvent)) {
            return List.of();
        }
        return nodes(node.getParentElement()).stream()
                .filter(IntermediateCatchEvent.class::isInstance)
                .filter(caught -> name.equals(linkOf(caught)))
                .toList();
    }

    private @Nullable FlowNode node(String id) {
        return id != null && model.getModelElementById(id) instanceof FlowNode node ? node : null;
    }

    @Nullable FlowNode source(SequenceFlow flow) {
        return sources.get(flow);
    }

    @Nullable FlowNode target(SequenceFlow flow) {
        return targets.get(flow);
    }

    List<SequenceFlow> out(FlowNode node) {
        return out.getOrDefault(node, List.of());
    }

    List<SequenceFlow> in(FlowNode node) {
        return in.getOrDefault(node, List.of());
    }

    List<BoundaryEvent> boundaries(FlowNode node) {
        return boundaries.getOrDefault(node, List.of());
    }

    /** The processes and sub-processes of the diagram: a case goes through each from its start to its ends. */
    List<ModelElementInstance> scopes() {
        return Stream.concat(Elements.of(model, Process.class).stream(), Elements.of(model, SubProcess.class).stream())
                .map(ModelElementInstance.class::cast)
                .toList();
    }

    Collection<FlowNode> nodes(ModelElementInstance scope) {
        return nodes.computeIfAbsent(scope, any -> List.copyOf(scope.getChildElementsByType(FlowNode.class)));
    }

    List<StartEvent> starts(ModelElementInstance scope) {
        return starts.computeIfAbsent(scope, any -> List.copyOf(scope.getChildElementsByType(StartEvent.class)));
    }

    List<SubProcess> eventSubProcesses(ModelElementInstance scope) {
        return nodes(scope).stream()
                .filter(node -> node instanceof SubProcess sub && sub.triggeredByEvent())
                .map(SubProcess.class::cast)
                .toList();
    }

    /** The scope's steps and those inside its sub-processes. */
    Set<FlowNode> all(ModelElementInstance scope) {
        Set<FlowNode> all = new LinkedHashSet<>();
        nodes(scope).forEach(node -> {
            all.add(node);
            all.addAll(all(node));
        });
        return all;
    }

    /** Where a link to this event is thrown. */
    List<FlowNode> throwing(FlowNode caught) {
        return throwing.getOrDefault(caught, List.of());
    }

    /** What follows the node in its own scope, once it is done: by its flows or by a link. */
    List<FlowNode> next(FlowNode node) {
        return Stream.concat(out(node).stream().map(this::target), linked(node).stream())
                .filter(java.util.Objects::nonNull)
                .map(FlowNode.class::cast)
                .toList();
    }

    /** A link leads from where it is thrown to where it is caught. */
    List<FlowNode> linked(FlowNode node) {
        return linked.getOrDefault(node, List.of());
    }

    static @Nullable String linkOf(FlowNode node) {
        return node.getChildElementsByType(LinkEventDefinition.class).stream()
                .map(LinkEventDefinition::getName)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Everything of the scope that a case can come to from these nodes, themselves included. */
    Set<FlowNode> reachable(Collection<? extends FlowNode> from) {
        Set<FlowNode> seen = new LinkedHashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            FlowNode node = open.poll();
            if (seen.add(node)) {
                open.addAll(next(node));
                open.addAll(boundaries(node));
            }
        }
        return seen;
    }
}
