package org.crisisplan.plan.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.FactDefinitions;
import org.jspecify.annotations.Nullable;

/** Follows the variables through all processes of a case: what calls pass in, and what called processes take to the case. */
class CaseFlow {

    /** Calls are at most this deep; each round takes what was learned one call further. */
    private static final int ROUNDS = 6;

    private final Map<String, Decision> decisions;
    private final Map<String, String> files;
    private final FactDefinitions facts;
    private final Set<String> told = new HashSet<>();
    private final Map<String, Process> processes = new TreeMap<>();
    private final Map<String, ProcessGraph> graphs = new HashMap<>();
    private final Map<String, FormUse> forms = new HashMap<>();
    private final Map<String, VariableFlow> flows = new TreeMap<>();
    private final Map<String, Set<FlowNode>> steps = new HashMap<>();
    private final Map<BaseElement, StepData> data = new HashMap<>();
    private final Map<String, Boolean> readsAll = new HashMap<>();
    /** What each process calls. */
    private final Map<String, Map<CallActivity, String>> calls = new HashMap<>();

    CaseFlow(PlanCheckModels models) {
        this.facts = models.facts();
        facts.toldByAnyone().forEach(fact -> told.add(fact.name()));
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
        steps.forEach((key, nodes) -> calls.put(key, callsAmong(nodes)));
        processes.keySet().stream().filter(this::isOfCrisis).forEach(this::tell);
        Map<String, AvailableVariables> begins = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, VariableFlow> next = new TreeMap<>();
            processes.forEach((key, process) -> {
                AvailableVariables begin = begin(key);
                // what begins with the same goes on in the same way
                boolean isKnown = begin.equals(begins.put(key, begin));
                next.put(key, isKnown ? flows.get(key) : new VariableFlow(process, graph(key), forms, data, begin));
            });
            boolean settled = next.entrySet().stream()
                    .allMatch(entry -> entry.getValue().knowsAsMuchAs(flows.get(entry.getKey())));
            flows.putAll(next);
            if (settled) {
                return;
            }
        }
    }

    private static Map<CallActivity, String> callsAmong(Set<FlowNode> nodes) {
        Map<CallActivity, String> calls = new LinkedHashMap<>();
        for (FlowNode node : nodes) {
            if (node instanceof CallActivity call && call.getCalledElement() != null) {
                calls.put(call, call.getCalledElement());
            }
        }
        return calls;
    }

    private Map<CallActivity, String> callsOf(String process) {
        return calls.getOrDefault(process, Map.of());
    }

    /** What its forms ask, and what its steps work out where it is kept. */
    private void tell(String process) {
        boolean keeps = stepsOf(process).stream().anyMatch(node -> data(node).keeps());
        for (FlowNode node : stepsOf(process)) {
            FormUse form = forms.get(String.valueOf(PlanCheckReferences.camunda(node, "formRef")));
            told.addAll(form == null ? Set.of() : form.asked());
            told.addAll(keeps ? data(node).written() : Set.of());
        }
        told.retainAll(facts.names());
    }

    private StepData data(FlowNode node) {
        return data.computeIfAbsent(node, step -> StepData.of(step, forms));
    }

    /** What may be known of a crisis. */
    FactDefinitions facts() {
        return facts;
    }

    VariableFlow of(String process) {
        return known(find(process), process);
    }

    /** None if the plan has no such process. */
    @Nullable VariableFlow find(String process) {
        return flows.get(process);
    }

    private static <T> T known(@Nullable T found, String process) {
        if (found == null) {
            throw new IllegalArgumentException("The plan has no process " + process);
        }
        return found;
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
        return known(graphs.get(process), process);
    }

    Set<FlowNode> stepsOf(String process) {
        return steps.getOrDefault(process, Set.of());
    }

    private AvailableVariables begin(String process) {
        AvailableVariables known = AvailableVariables.UNREACHED;
        for (Map.Entry<String, VariableFlow> caller : flows.entrySet()) {
            for (Map.Entry<CallActivity, String> call : callsOf(caller.getKey()).entrySet()) {
                if (process.equals(call.getValue())
                        && caller.getValue().before(call.getKey()).must() != null) {
                    known = known.or(passedIn(call.getKey(), caller.getValue()));
                }
            }
        }
        AvailableVariables begun = ofMain(process, begun(process, known));
        return isOfCrisis(process) ? ofCrisis(begun) : begun;
    }

    private AvailableVariables begun(String process, AvailableVariables known) {
        // what a diagram will pass in that does not call it yet, nobody knows
        return called(process) || isOnlyCalled(process)
                ? known
                : new AvailableVariables(
                        new HashSet<>(PlanCheckEffects.atBegin(process)),
                        new HashSet<>(PlanCheckEffects.atBegin(process)));
    }

    private boolean called(String process) {
        return calls.values().stream().anyMatch(called -> called.containsValue(process));
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

    /** Whether a crisis runs through the process: what is known of it is known here. */
    boolean isOfCrisis(String process) {
        return process.equals(CrisisResponse.KEY)
                || leadsTo(CrisisResponse.KEY, process, new HashSet<>())
                || isOnlyCalled(process);
    }

    /** A part of the plan that waits for a diagram to call it. */
    private boolean isOnlyCalled(String process) {
        return processes.containsKey(process)
                && Boolean.FALSE.equals(processes.get(process).isCamundaStartableInTasklist());
    }

    /** What is known of a crisis, once somebody told it; a fact that nothing tells has no value. */
    private AvailableVariables ofCrisis(AvailableVariables known) {
        return known.withEmpty(facts.names())
                .with(CrisisFacts.OF_THE_PRODUCT)
                .withMaybe(told)
                .withMaybe(PlanCheckEffects.TOLD_BY_THE_PRODUCT);
    }

    private AvailableVariables ofMain(String process, AvailableVariables known) {
        VariableFlow main = flows.get(CrisisResponse.KEY);
        return main == null || !readsAll(process) ? known : known.withMaybe(main.anywhere());
    }

    /** Whether it begins with what the main process knows: what is asked there, it reads. */
    boolean readsAll(String process) {
        return readsAll.computeIfAbsent(
                process,
                first -> stepsOf(process).stream()
                        .flatMap(node -> PlanCheckVariables.texts(node.getDomElement()))
                        .anyMatch(text ->
                                PlanCheckEffects.calls(text).stream().anyMatch(call -> call.is(StepData.READS_ALL))));
    }

    private boolean leadsTo(String called, String process, Set<String> seen) {
        return called != null
                && (called.equals(process)
                        || processes.containsKey(called)
                                && seen.add(called)
                                && callsOf(called).values().stream().anyMatch(next -> leadsTo(next, process, seen)));
    }
}
