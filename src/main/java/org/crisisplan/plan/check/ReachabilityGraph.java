package org.crisisplan.plan.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EscalationEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Plays every course that a case can take through one scope of a diagram, as BPMN describes it: tokens move along the flows. A
 * sub-process is one step here; it is played by itself.
 */
class ReachabilityGraph {

    /** Courses that differ in the order of parallel steps multiply; a diagram that people can read stays far below. */
    private static final int MOST_SITUATIONS = 20_000;

    /** Where tokens are: steps at work, events not yet fired, and flows that have come to a join. */
    private record Situation(Set<ModelElementInstance> tokens) {

        Situation with(ModelElementInstance place) {
            Set<ModelElementInstance> more = new HashSet<>(tokens);
            more.add(place);
            return new Situation(more);
        }

        Situation without(Collection<? extends ModelElementInstance> places) {
            Set<ModelElementInstance> fewer = new HashSet<>(tokens);
            fewer.removeAll(places);
            return new Situation(fewer);
        }
    }

    private static final Situation OVER = new Situation(Set.of());

    private final ProcessGraph graph;
    private final Set<FlowNode> waiting = new LinkedHashSet<>();
    private final Set<FlowNode> twice = new LinkedHashSet<>();
    private final Set<FlowNode> round = new LinkedHashSet<>();
    private final Set<FlowNode> endless = new LinkedHashSet<>();
    private final Map<Situation, List<Situation>> courses = new HashMap<>();

    ReachabilityGraph(ProcessGraph graph, ModelElementInstance scope) {
        this.graph = graph;
        play(new Situation(Set.of(graph.starts(scope).get(0))));
    }

    Set<FlowNode> waitingForEver() {
        return waiting;
    }

    Set<FlowNode> happeningTwice() {
        return twice;
    }

    /** Gateways in a loop that has no step. */
    Set<FlowNode> goingRound() {
        return round;
    }

    /** Steps from which no course leads to an end, if nothing worse was found. */
    Set<FlowNode> neverEnding() {
        return endless;
    }

    private void play(Situation first) {
        Deque<Situation> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            Situation now = open.poll();
            if (courses.containsKey(now)) {
                continue;
            }
            if (courses.size() > MOST_SITUATIONS) {
                return;
            }
            List<Situation> following = following(now);
            courses.put(now, following);
            open.addAll(following);
            if (following.isEmpty() && !now.tokens().isEmpty()) {
                now.tokens().stream()
                        .map(place -> place instanceof SequenceFlow flow ? graph.target(flow) : (FlowNode) place)
                        .forEach(waiting::add);
            }
        }
        if (waiting.isEmpty() && twice.isEmpty() && round.isEmpty()) {
            findEndless();
        }
    }

    private void findEndless() {
        Map<Situation, List<Situation>> before = new HashMap<>();
        courses.forEach((now, following) -> following.forEach(
                then -> before.computeIfAbsent(then, any -> new ArrayList<>()).add(now)));
        Set<Situation> ending = new HashSet<>();
        Deque<Situation> open = new ArrayDeque<>(List.of(OVER));
        while (!open.isEmpty()) {
            Situation now = open.poll();
            if (ending.add(now)) {
                open.addAll(before.getOrDefault(now, List.of()));
            }
        }
        courses.keySet().stream()
                .filter(now -> !ending.contains(now))
                .flatMap(now -> now.tokens().stream())
                .filter(place -> place instanceof FlowNode && !(place instanceof BoundaryEvent))
                .forEach(place -> endless.add((FlowNode) place));
    }

    private List<Situation> following(Situation now) {
        List<Situation> following = new ArrayList<>();
        Set<FlowNode> joins = new LinkedHashSet<>();
        for (ModelElementInstance place : now.tokens()) {
            if (place instanceof SequenceFlow flow) {
                joins.add(graph.target(flow));
            } else if (place instanceof BoundaryEvent event) {
                following.addAll(fire(event, now));
            } else {
                following.addAll(leave(
                        (FlowNode) place,
                        now.without(graph.boundaries((FlowNode) place)).without(List.of(place))));
            }
        }
        joins.stream()
                .filter(join -> isReady(join, now))
                .forEach(join -> following.addAll(choose(join, now.without(graph.in(join)), Set.of())));
        return following;
    }

    private List<Situation> fire(BoundaryEvent event, Situation now) {
        Situation after = now.without(List.of(event));
        if (event.cancelActivity()) {
            FlowNode step = event.getAttachedTo();
            after = after.without(graph.boundaries(step)).without(List.of(step));
        }
        return leave(event, after);
    }

    /** The node is done: one token on each way out. */
    private List<Situation> leave(FlowNode node, Situation rest) {
        if (node instanceof EventBasedGateway) {
            return choose(node, rest, Set.of());
        }
        List<Situation> after = List.of(rest);
        for (SequenceFlow flow : graph.out(node)) {
            after = after.stream()
                    .flatMap(some -> arrive(flow, some, Set.of()).stream())
                    .toList();
        }
        for (FlowNode caught : graph.linked(node)) {
            after = after.stream().map(some -> enter(caught, some)).toList();
        }
        return after;
    }

    private List<Situation> arrive(SequenceFlow flow, Situation rest, Set<FlowNode> passed) {
        FlowNode node = graph.target(flow);
        if (node == null) {
            return List.of(rest);
        }
        if (node instanceof Gateway && !(node instanceof EventBasedGateway)) {
            boolean joins = graph.in(node).size() > 1 && !(node instanceof ExclusiveGateway);
            return joins ? List.of(put(flow, node, rest)) : choose(node, rest, passed);
        }
        if (node instanceof EndEvent end) {
            boolean stopsAll = end.getEventDefinitions().stream()
                    .anyMatch(what -> what instanceof TerminateEventDefinition || what instanceof ErrorEventDefinition);
            return List.of(stopsAll ? OVER : rest);
        }
        return List.of(enter(node, rest));
    }

    private Situation enter(FlowNode node, Situation rest) {
        Situation entered = put(node, node, rest);
        for (BoundaryEvent event : graph.boundaries(node)) {
            entered = entered.with(event);
        }
        return entered;
    }

    private Situation put(ModelElementInstance place, FlowNode node, Situation rest) {
        if (rest.tokens().contains(place) && !goesOnBesideItself(node)) {
            twice.add(node);
        }
        return rest.with(place);
    }

    /** What it calls tells once that the way may go on, and ends in its own time: the next may be called while the last still runs. */
    private boolean goesOnBesideItself(FlowNode node) {
        return node instanceof CallActivity
                && graph.boundaries(node).stream()
                        .filter(event -> !event.cancelActivity())
                        .flatMap(event -> event.getEventDefinitions().stream())
                        .anyMatch(EscalationEventDefinition.class::isInstance);
    }

    private List<Situation> choose(FlowNode gateway, Situation rest, Set<FlowNode> passed) {
        if (passed.contains(gateway)) {
            round.add(gateway);
            return List.of();
        }
        Set<FlowNode> further = new HashSet<>(passed);
        further.add(gateway);
        List<Situation> after = new ArrayList<>();
        for (List<SequenceFlow> taken : waysTaken(gateway)) {
            List<Situation> some = List.of(rest);
            for (SequenceFlow flow : taken) {
                some = some.stream()
                        .flatMap(one -> arrive(flow, one, further).stream())
                        .toList();
            }
            after.addAll(some);
        }
        return after;
    }

    private List<List<SequenceFlow>> waysTaken(FlowNode gateway) {
        List<SequenceFlow> out = graph.out(gateway);
        if (gateway instanceof InclusiveGateway inclusive && out.size() > 1) {
            List<List<SequenceFlow>> sets = new ArrayList<>(List.of(List.of()));
            for (SequenceFlow flow : out) {
                if (!flow.equals(inclusive.getDefault())) {
                    List.copyOf(sets).forEach(set -> {
                        List<SequenceFlow> more = new ArrayList<>(set);
                        more.add(flow);
                        sets.add(more);
                    });
                }
            }
            sets.set(0, inclusive.getDefault() == null ? sets.get(1) : List.of(inclusive.getDefault()));
            return sets;
        }
        return gateway instanceof ExclusiveGateway || gateway instanceof EventBasedGateway
                ? out.stream().map(List::of).toList()
                : List.of(out);
    }

    /** A parallel join needs all its ways; an inclusive one those that a token can still come by. */
    private boolean isReady(FlowNode join, Situation now) {
        List<SequenceFlow> missing = graph.in(join).stream()
                .filter(flow -> !now.tokens().contains(flow))
                .toList();
        if (missing.isEmpty() || !(join instanceof InclusiveGateway)) {
            return missing.isEmpty();
        }
        return now.tokens().stream()
                .filter(place -> !graph.in(join).contains(place))
                .noneMatch(place -> comesTo(place, missing, join));
    }

    private boolean comesTo(ModelElementInstance place, List<SequenceFlow> ways, FlowNode join) {
        Set<FlowNode> seen = new HashSet<>(Set.of(join));
        Deque<FlowNode> open = new ArrayDeque<>();
        FlowNode first = place instanceof SequenceFlow flow ? graph.target(flow) : (FlowNode) place;
        if (first != null) {
            open.add(first);
        }
        while (!open.isEmpty()) {
            FlowNode node = open.poll();
            if (seen.add(node)) {
                if (graph.out(node).stream().anyMatch(ways::contains)) {
                    return true;
                }
                open.addAll(graph.next(node));
                open.addAll(graph.boundaries(node));
            }
        }
        return false;
    }
}
