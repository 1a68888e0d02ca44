package org.crisisplan.plan.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.Output;

/** What a table asks for is there at one of the steps that ask the table; a column that is always empty decides nothing. */
class PlanCheckTableInputs {

    private final PlanCheckModels models;
    private final PlanCheckReport report;

    PlanCheckTableInputs(PlanCheckModels models, PlanCheckReport report) {
        this.models = models;
        this.report = report;
    }

    void check(CaseFlow flows) {
        Map<Decision, Set<String>> known = new HashMap<>();
        flows.files().keySet().forEach(process -> {
            for (FlowNode node : flows.stepsOf(process)) {
                Decision decision =
                        flows.decisions().get(String.valueOf(PlanCheckReferences.camunda(node, "decisionRef")));
                if (node instanceof BusinessRuleTask && decision != null) {
                    VariableFlow flow = flows.of(process);
                    Set<String> there = known.computeIfAbsent(decision, any -> new HashSet<>());
                    there.addAll(flow.inside(node).may());
                    there.addAll(flow.meanwhile(node));
                }
            }
        });
        known.forEach((decision, there) -> check(decision, there, new HashSet<>()));
    }

    private void check(Decision decision, Set<String> there, Set<String> seen) {
        if (!seen.add(decision.getId())) {
            return;
        }
        Set<String> given = new TreeSet<>(there);
        var needed = decision.getChildElementsByType(InformationRequirement.class).stream()
                .map(InformationRequirement::getRequiredDecision)
                .filter(java.util.Objects::nonNull)
                .toList();
        needed.forEach(other -> {
            given.add(other.getId());
            if (other.getVariable() != null && other.getVariable().getName() != null) {
                given.add(other.getVariable().getName());
            }
            Elements.of(other.getModelInstance(), Output.class).stream()
                    .filter(output -> other.equals(output.getParentElement().getParentElement()))
                    .map(Output::getName)
                    .filter(java.util.Objects::nonNull)
                    .forEach(given::add);
        });
        for (InputExpression input : Elements.of(decision.getModelInstance(), InputExpression.class)) {
            if (input.getText() != null
                    && decision.equals(
                            input.getParentElement().getParentElement().getParentElement())) {
                FeelNames.of(input.getText().getTextContent()).stream()
                        .filter(name -> !given.contains(name))
                        .forEach(name -> report.add(
                                file(decision),
                                input,
                                "asks for " + name + ", which is known at no step that asks the table "
                                        + decision.getId(),
                                "Correct the name, or let a form of the same process ask for it before; what is asked in a"
                                        + " called process reaches another one by a mapping only"));
            }
        }
        needed.forEach(other -> check(other, there, seen));
    }

    private String file(Decision decision) {
        return new TreeMap<>(models.tables())
                .entrySet().stream()
                        .filter(entry -> entry.getValue().equals(decision.getModelInstance()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("dmn/");
    }
}
