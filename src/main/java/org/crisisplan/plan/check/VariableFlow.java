package org.crisisplan.plan.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/** Follows the variables of one process along its flows: which are there when a case comes to a step. */
class VariableFlow {

    /** Each round takes what was learned about loops one step further. */
    private static final int MOST_ROUNDS = 60;

    /** What a process gets from whoever calls it, and what the calls in it bring back. */
    interface Calls {
        AvailableVariables joined();

        Set<String> broughtBack(CallActivity call);

        Set<String> surelyBroughtBack(CallActivity call);
    }

    private final Process process;
    private final ProcessGraph graph;
    private final Map<String, FormUse> forms;
    private final Calls calls;
    private final AvailableVariables begin;
    private final Map<BaseElement, StepData> data;
    private final Map<FlowNode, AvailableVariables> before = new HashMap<>();
    private final Map<FlowNode, AvailableVariables> after = new HashMap<>();
    private final Map<FlowNode, AvailableVariables> inside = new HashMap<>();
    private final Map<FlowNode, AvailableVariables> done = new HashMap<>();
    private final Set<String> anywhere = new HashSet<>();

    VariableFlow(
            Process process,
            ProcessGraph graph,
            Map<String, FormUse> forms,
            Map<BaseElement, StepData> data,
            AvailableVariables begin,
            Calls calls) {
        this.process = process;
        this.graph = graph;
        this.forms = forms;
        this.data = data;
        this.calls = calls;
        this.begin = begin.withMaybe(PlanCheckEffects.fromOutside(String.valueOf(process.getId())));
        follow();
    }

    /** What is there when a case comes to the step. */
    AvailableVariables before(FlowNode node) {
        return before.getOrDefault(node, AvailableVariables.UNREACHED);
    }

    /** What is there within the step once it has begun. */
    AvailableVariables inside(FlowNode node) {
        return inside.getOrDefault(node, AvailableVariables.UNREACHED);
    }

    /** What is there within the step when it has been done. */
    AvailableVariables done(FlowNode node) {
        return done.getOrDefault(node, AvailableVariables.UNREACHED);
    }

    AvailableVariables after(FlowNode node) {
        return after.getOrDefault(node, AvailableVariables.UNREACHED);
    }

    StepData data(BaseElement node) {
        return data.computeIfAbsent(node, step -> StepData.of(step, forms));
    }

    /** What is there at some time of the process. */
    Set<String> anywhere() {
        return anywhere;
    }

    /** What is there when the process ends, whichever end it comes to. */
    AvailableVariables atEnds() {
        return ends(process);
    }

    boolean knowsAsMuchAs(@Nullable VariableFlow other) {
        return other != null && after.equals(other.after) && anywhere.equals(other.anywhere);
    }

    private void follow() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var last = Map.copyOf(after);
            int known = anywhere.size();
            followScope(process, begin);
            if (last.equals(after) && known == anywhere.size()) {
                return;
            }
        }
    }

    private void followScope(ModelElementInstance scope, AvailableVariables entry) {
        for (FlowNode node : graph.nodes(scope)) {
            AvailableVariables known = PlanCheckSoundness.isEventSubProcess(node)
                    ? entry.withMaybe(anywhere)
                    : comingTo(node, scope, entry);
            before.put(node, known);
            take(node, known);
        }
    }

    private AvailableVariables comingTo(FlowNode node, ModelElementInstance scope, AvailableVariables entry) {
        if (graph.starts(scope).contains(node)) {
            return entry;
        }
        if (node instanceof BoundaryEvent event && event.getAttachedTo() != null) {
            AvailableVariables step = inside(event.getAttachedTo());
            return new AvailableVariables(new HashSet<>(writtenWithin(event.getAttachedTo())), step.must())
                    .withMaybe(step.may());
        }
        boolean all = node instanceof ParallelGateway;
        AvailableVariables known = AvailableVariables.UNREACHED;
        for (SequenceFlow flow : graph.in(node)) {
            FlowNode source = graph.source(flow);
            if (source != null) {
                AvailableVariables one = after(source).with(data(flow).startWrites());
                known = all ? known.and(one) : known.or(one);
            }
        }
        for (FlowNode thrown : graph.throwing(node)) {
            known = known.or(after(thrown));
        }
        return known;
    }

    private void take(FlowNode node, AvailableVariables known) {
        StepData step = data(node);
        AvailableVariables within =
                known.with(step.locals()).with(step.startWrites()).withMaybe(step.mayWrite());
        if (step.joins()) {
            within = within.withMaybe(calls.joined().may());
            within = calls.joined().must() == null
                    ? within
                    : within.with(calls.joined().must());
        }
        inside.put(node, within);
        AvailableVariables whenDone = within.with(step.writes()).withEmpty(step.empty());
        AvailableVariables then =
                known.with(step.written()).withEmpty(step.empty()).withMaybe(step.maybeWritten());
        if (step.joins()) {
            then = then.withMaybe(within.may());
            then = within.must() == null || known.must() == null ? then : then.with(within.must());
        }
        if (node instanceof CallActivity call) {
            then = then.withMaybe(calls.broughtBack(call));
            then = then.with(calls.surelyBroughtBack(call));
        }
        if (node instanceof SubProcess sub) {
            followScope(sub, within);
            AvailableVariables ends = ends(sub);
            then = new AvailableVariables(then.may(), ends.must())
                    .withMaybe(ends.may())
                    .with(step.written());
            whenDone = whenDone.withMaybe(ends.may());
        }
        done.put(node, whenDone.with(step.endWrites()));
        after.put(node, then);
        anywhere.addAll(then.may());
        anywhere.addAll(then.must() == null ? Set.of() : then.must());
    }

    private AvailableVariables ends(ModelElementInstance scope) {
        boolean parallel = graph.nodes(scope).stream()
                .anyMatch(node -> (node instanceof ParallelGateway || node instanceof InclusiveGateway)
                        && graph.out(node).size() > 1);
        AvailableVariables known = AvailableVariables.UNREACHED;
        for (FlowNode node : graph.nodes(scope)) {
            if (node instanceof EndEvent) {
                known = parallel ? known.and(after(node)) : known.or(after(node));
            }
        }
        return known;
    }

    /** What the step, or any step inside it, may write to the process. */
    Set<String> writtenWithin(FlowNode node) {
        Set<String> all = new HashSet<>(data(node).written());
        all.addAll(data(node).maybeWritten());
        if (node instanceof CallActivity call) {
            all.addAll(calls.broughtBack(call));
        }
        if (node instanceof SubProcess) {
            graph.nodes(node).forEach(inner -> all.addAll(writtenWithin(inner)));
        }
        return all;
    }

    /** What may be there besides, because something else that is going on at the same time has written it. */
    Set<String> meanwhile(FlowNode node) {
        Set<String> all = new HashSet<>(PlanCheckEffects.fromOutside(String.valueOf(process.getId())));
        ModelElementInstance scope = node.getParentElement();
        FlowNode at = node;
        while (scope != null) {
            beside(at, scope).forEach(other -> all.addAll(writtenWithin(other)));
            if (!(scope instanceof FlowNode around)) {
                return all;
            }
            if (PlanCheckSoundness.isEventSubProcess(around)) {
                all.addAll(anywhere);
            }
            at = around;
            scope = around.getParentElement();
        }
        return all;
    }

    private Set<FlowNode> beside(FlowNode node, ModelElementInstance scope) {
        Set<FlowNode> later = graph.reachable(graph.next(node));
        Set<FlowNode> beside = new HashSet<>(graph.eventSubProcesses(scope));
        for (FlowNode split : graph.nodes(scope)) {
            boolean parts = split instanceof Gateway
                    && (split instanceof ParallelGateway || split instanceof InclusiveGateway)
                    && graph.out(split).size() > 1;
            boolean informs = graph.boundaries(split).stream().anyMatch(event -> !event.cancelActivity());
            if ((parts || informs) && graph.reachable(Set.of(split)).contains(node)) {
                graph.next(split).forEach(first -> {
                    Set<FlowNode> branch = graph.reachable(Set.of(first));
                    if (!branch.contains(node)) {
                        beside.addAll(branch);
                    }
                });
                graph.boundaries(split).stream()
                        .filter(event -> !event.cancelActivity())
                        .forEach(event -> beside.addAll(graph.reachable(Set.of(event))));
            }
        }
        beside.removeAll(later);
        return beside;
    }
}
