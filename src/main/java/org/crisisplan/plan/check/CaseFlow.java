package org.crisisplan.plan.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.crisisplan.crisis.CrisisResponse;

/** Follows the variables through all processes of a case: what calls pass in, and what called processes take to the case. */
class CaseFlow {

    /** Calls are at most this deep; each round takes what was learned one call further. */
    private static final int ROUNDS = 6;

    private final Map<String, Decision> decisions;
    private final Map<String, String> files;
    private final Map<String, Process> processes = new TreeMap<>();
    private final Map<String, ProcessGraph> graphs = new HashMap<>();
    private final Map<String, FormUse> forms = new HashMap<>();
    private final Map<String, VariableFlow> flows = new TreeMap<>();
    private final Map<String, Set<FlowNode>> steps = new HashMap<>();
    private final Map<BaseElement, StepData> data = new HashMap<>();

    CaseFlow(PlanCheckModels models) {
        this.decisions = models.decisions();
        this.files = models.processKeys();
        models.formsById().forEach((id, form) -> forms.put(id, FormUse.of(form)));
        for (BpmnModelInstance model : models.processes().values()) {
            var graph = new ProcessGraph(model);
            for (Process process : PlanCheckProcesses.of(model)) {
                processes.put(String.valueOf(process.getId()), process);
                graphs.put(String.valueOf(process.getId()), graph);
                steps.put(String.valueOf(process.getId()), graph.all(process));
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, VariableFlow> next = new TreeMap<>();
            processes.forEach((key, process) ->
                    next.put(key, new VariableFlow(process, graphs.get(key), forms, data, begin(key), calls(key))));
            boolean settled = next.entrySet().stream()
                    .allMatch(entry -> entry.getValue().knowsAsMuchAs(flows.get(entry.getKey())));
            flows.putAll(next);
            if (settled) {
                return;
            }
        }
    }

    VariableFlow of(String process) {
        return flows.get(process);
    }

    Map<String, Decision> decisions() {
        return decisions;
    }

    /** Which file holds the process, by its key. */
    Map<String, String> files() {
        return files;
    }

    Map<String, FormUse> forms() {
        return forms;
    }

    ProcessGraph graph(String process) {
        return graphs.get(process);
    }

    Set<FlowNode> stepsOf(String process) {
        return steps.getOrDefault(process, Set.of());
    }

    private AvailableVariables begin(String process) {
        AvailableVariables known = AvailableVariables.UNREACHED;
        for (Map.Entry<String, VariableFlow> caller : flows.entrySet()) {
            for (FlowNode node : stepsOf(caller.getKey())) {
                if (node instanceof CallActivity call && process.equals(call.getCalledElement())) {
                    known = known.or(passedIn(call, caller.getValue()));
                }
            }
        }
        return called(process)
                ? known
                : new AvailableVariables(
                        new HashSet<>(PlanCheckEffects.atBegin(process)),
                        new HashSet<>(PlanCheckEffects.atBegin(process)));
    }

    private boolean called(String process) {
        return processes.keySet().stream()
                .flatMap(key -> stepsOf(key).stream())
                .anyMatch(node -> node instanceof CallActivity call && process.equals(call.getCalledElement()));
    }

    private static AvailableVariables passedIn(CallActivity call, VariableFlow caller) {
        Set<String> names = new HashSet<>();
        AvailableVariables passed = new AvailableVariables(Set.of(), Set.of());
        for (CamundaIn in : PlanCheckTasks.extensions(call, CamundaIn.class)) {
            if ("all".equals(in.getCamundaVariables())) {
                AvailableVariables known = caller.inside(call);
                passed = passed.withMaybe(known.may()).with(known.must() == null ? Set.of() : known.must());
            } else if (in.getCamundaTarget() != null) {
                names.add(in.getCamundaTarget());
            }
        }
        return passed.with(names);
    }

    private VariableFlow.Calls calls(String process) {
        AvailableVariables fromCase = fromCase(process);
        Map<String, Set<String>> toCase = new HashMap<>();
        return new VariableFlow.Calls() {
            @Override
            public AvailableVariables joined() {
                return fromCase;
            }

            @Override
            public Set<String> broughtBack(CallActivity call) {
                return process.equals(CrisisResponse.KEY)
                        ? toCase.computeIfAbsent(
                                String.valueOf(call.getCalledElement()), called -> toCase(called, new HashSet<>()))
                        : Set.of();
            }

            @Override
            public Set<String> surelyBroughtBack(CallActivity call) {
                return process.equals(CrisisResponse.KEY) ? surelyToCase(call.getCalledElement()) : Set.of();
            }
        };
    }

    /** What the main process has when this one, called by it directly or not, asks what the case knows. */
    private AvailableVariables fromCase(String process) {
        VariableFlow main = flows.get(CrisisResponse.KEY);
        if (main == null) {
            return AvailableVariables.UNREACHED;
        }
        AvailableVariables known = AvailableVariables.UNREACHED;
        for (FlowNode node : stepsOf(CrisisResponse.KEY)) {
            if (node instanceof CallActivity call && leadsTo(call.getCalledElement(), process, new HashSet<>())) {
                AvailableVariables here = main.inside(call).withMaybe(main.meanwhile(call));
                known = known.or(
                        process.equals(call.getCalledElement())
                                ? here
                                : here.withMaybe(toCase(String.valueOf(call.getCalledElement()), new HashSet<>())));
            }
        }
        Set<String> may = new HashSet<>(known.may());
        may.retainAll(PlanCheckEffects.CASE);
        Set<String> must = known.must() == null ? null : new HashSet<>(known.must());
        if (must != null) {
            must.retainAll(PlanCheckEffects.CASE);
        }
        may.add(org.crisisplan.crisis.Variables.FACTS_SEEN);
        return new AvailableVariables(may, must);
    }

    private boolean leadsTo(String called, String process, Set<String> seen) {
        return called != null
                && (called.equals(process)
                        || processes.containsKey(called)
                                && seen.add(called)
                                && stepsOf(called).stream()
                                        .anyMatch(node -> node instanceof CallActivity call
                                                && leadsTo(call.getCalledElement(), process, seen)));
    }

    private Set<String> toCase(String process, Set<String> seen) {
        Set<String> names = new HashSet<>();
        VariableFlow flow = flows.get(process);
        if (flow == null || !seen.add(process)) {
            return names;
        }
        for (FlowNode node : stepsOf(process)) {
            StepData step = flow.data(node);
            Set<String> told = new HashSet<>(step.toCase());
            told.removeIf(name -> !flow.anywhere().contains(name) && !name.equals("outageOver"));
            names.addAll(told);
            if (step.keeps()) {
                flow.inside(node).may().stream()
                        .filter(PlanCheckEffects.KEPT::contains)
                        .forEach(names::add);
            }
            if (node instanceof CallActivity call) {
                names.addAll(toCase(String.valueOf(call.getCalledElement()), seen));
            }
        }
        return names;
    }

    private Set<String> surelyToCase(String process) {
        VariableFlow flow = flows.get(String.valueOf(process));
        Set<String> names = null;
        if (flow == null) {
            return Set.of();
        }
        for (FlowNode node : graphs.get(process).nodes(processes.get(process))) {
            if (node instanceof EndEvent) {
                Set<String> kept = new HashSet<>();
                if (flow.data(node).keeps() && flow.inside(node).must() != null) {
                    kept.addAll(flow.inside(node).must());
                    kept.retainAll(PlanCheckEffects.KEPT);
                }
                if (names == null) {
                    names = kept;
                } else {
                    names.retainAll(kept);
                }
            }
        }
        return names == null ? Set.of() : names;
    }
}
