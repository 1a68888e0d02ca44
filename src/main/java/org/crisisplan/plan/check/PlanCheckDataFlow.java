package org.crisisplan.plan.check;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.DomElement;

/** What a step speaks of is there when a case comes to it: a step before it in its own process writes it, or its call passes it in. */
class PlanCheckDataFlow {

    private static final Pattern ASKED = Pattern.compile("\\.(?:get|has)Variable\\(\\s*['\"](\\w+)['\"]");
    private static final String WRITE_IT =
            "Let a form, a table or a mapping before it in this process write it; what another process wrote comes here only"
                    + " by a mapping of the call, or as a fact of the crisis with a row in the table facts";

    private final PlanCheckVocabulary vocabulary;
    private final PlanCheckExpressions expressions;
    private final PlanCheckReport report;

    PlanCheckDataFlow(PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.vocabulary = vocabulary;
        this.expressions = new PlanCheckExpressions(vocabulary);
        this.report = report;
    }

    void check(CaseFlow flows) {
        flows.files().forEach((process, file) -> {
            VariableFlow flow = flows.of(process);
            for (FlowNode node : flows.stepsOf(process)) {
                if (flow.before(node).must() != null) {
                    checkStep(file, node, flow);
                    flows.graph(process).out(node).forEach(way -> checkWay(file, node, way, flow));
                    checkShown(file, node, flow, flows);
                    checkMappings(file, node, flow, flows);
                }
            }
        });
    }

    private void checkStep(String file, FlowNode node, VariableFlow flow) {
        StepData.own(node.getDomElement()).forEach(element -> {
            AvailableVariables known = knownWhere(element, node, flow);
            boolean waits = element.getLocalName().equals("condition");
            texts(element).forEach(text -> {
                Collection<String> names = expressions.read(text).names();
                if (waits) {
                    names.forEach(name -> orNull(file, node, name, new AvailableVariables(flow.anywhere(), Set.of())));
                } else {
                    names.forEach(name -> mustBeThere(file, node, name, known));
                }
                PlanCheckVariables.names(ASKED, text)
                        .forEach(name -> orNull(file, node, name, known.withMaybe(flow.meanwhile(node))));
            });
            String list = element.getAttribute(PlanCheckReferences.CAMUNDA, "collection");
            if (list != null && !PlanCheckExpressions.isExpression(list)) {
                mustBeThere(file, node, list, known);
            }
        });
    }

    /** The engine takes a step in a fixed order: list, inputs, beginning, work, end, outputs. */
    private static AvailableVariables knownWhere(DomElement element, FlowNode node, VariableFlow flow) {
        for (DomElement at = element;
                at != null && !Objects.equals(at.getAttribute("id"), node.getId());
                at = at.getParentElement()) {
            switch (at.getLocalName()) {
                case "multiInstanceLoopCharacteristics" -> {
                    return element.getLocalName().equals("completionCondition")
                            ? flow.done(node)
                            : flow.before(node).with(flow.data(node).locals());
                }
                case "inputParameter" -> {
                    return flow.before(node).with(flow.data(node).locals());
                }
                case "outputParameter" -> {
                    return flow.done(node);
                }
                case "executionListener" -> {
                    return "end".equals(at.getAttribute("event")) ? flow.done(node) : flow.inside(node);
                }
                default -> {}
            }
            if (at.equals(node.getDomElement())) {
                break;
            }
        }
        return node instanceof BoundaryEvent event && event.getAttachedTo() != null
                ? flow.inside(event.getAttachedTo())
                : flow.inside(node);
    }

    private static Stream<String> texts(DomElement element) {
        return Stream.concat(
                        element.getChildElements().isEmpty() ? Stream.of(element.getTextContent()) : Stream.empty(),
                        PlanCheckVariables.attributes(element))
                .filter(PlanCheckExpressions::isExpression);
    }

    private void checkWay(String file, FlowNode node, SequenceFlow way, VariableFlow flow) {
        AvailableVariables known = flow.after(node);
        StepData.own(way.getDomElement()).flatMap(PlanCheckDataFlow::texts).forEach(text -> {
            expressions.read(text).names().forEach(name -> mustBeThere(file, way, name, known));
            PlanCheckVariables.names(ASKED, text)
                    .forEach(name -> orNull(file, way, name, known.withMaybe(flow.meanwhile(node))));
        });
    }

    private void mustBeThere(
            String file, org.camunda.bpm.model.bpmn.instance.BaseElement place, String name, AvailableVariables known) {
        if (isOffered(name) || known.surelyHas(name)) {
            return;
        }
        report.add(
                file,
                place,
                known.mayHave(name)
                        ? "speaks of " + name + ", which not every way here writes; where it is missing, the case stops"
                        : "speaks of " + name + ", which nothing writes before a case comes here",
                known.mayHave(name)
                        ? "Write it on every way, or ask execution.getVariable('" + name
                                + "'), which gives null where it is missing"
                        : WRITE_IT);
    }

    private void orNull(
            String file, org.camunda.bpm.model.bpmn.instance.BaseElement place, String name, AvailableVariables known) {
        if (!isOffered(name) && !known.mayHave(name)) {
            report.add(file, place, "asks for " + name + ", which nothing writes before a case comes here", WRITE_IT);
        }
    }

    private boolean isOffered(String name) {
        return vocabulary.beans().containsKey(name) || PlanCheckVariables.ALWAYS_THERE.contains(name);
    }

    /** What a form shows, or lets its conditions depend on, is known by the time that somebody opens it. */
    private void checkShown(String file, FlowNode node, VariableFlow flow, CaseFlow flows) {
        FormUse form = flows.forms().get(String.valueOf(PlanCheckReferences.camunda(node, "formRef")));
        if (form == null || !(node instanceof UserTask)) {
            return;
        }
        AvailableVariables known = flow.inside(node).withMaybe(flow.meanwhile(node));
        form.shown().stream()
                .filter(name -> !known.mayHave(name))
                .forEach(name -> report.warn(
                        file,
                        PlanCheckReport.describe(node),
                        "has a form that shows " + name + ", which nothing has written by then",
                        "Remove the field from the form, or bring " + name
                                + " here: by a step before it, or by an input"
                                + " mapping of the call if another process asks for it"));
        form.spokenOf().stream()
                .filter(name -> !known.mayHave(name)
                        && !form.variables().contains(name)
                        && !form.shown().contains(name))
                .forEach(name -> report.add(
                        file,
                        node,
                        "has a form with a condition on " + name + ", which is none of its fields and which nothing has"
                                + " written by then",
                        "Correct the name in the form's condition"));
    }

    /** What a call passes in is there, and what it takes out is written in the process that it calls. */
    private void checkMappings(String file, FlowNode node, VariableFlow flow, CaseFlow flows) {
        if (!(node instanceof CallActivity call)) {
            return;
        }
        AvailableVariables known = flow.inside(node).withMaybe(flow.meanwhile(node));
        PlanCheckTasks.extensions(call, org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn.class).stream()
                .map(org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn::getCamundaSource)
                .filter(Objects::nonNull)
                .forEach(name -> orNull(file, node, name, known));
        VariableFlow called = flows.find(String.valueOf(call.getCalledElement()));
        if (called == null) {
            return;
        }
        List<String> taken = PlanCheckTasks.extensions(call, CamundaOut.class).stream()
                .map(CamundaOut::getCamundaSource)
                .filter(Objects::nonNull)
                .filter(name -> !called.anywhere().contains(name))
                .collect(Collectors.toList());
        taken.forEach(name -> report.add(
                file,
                node,
                "takes " + name + " from " + call.getCalledElement() + ", where nothing writes it",
                "Correct the name in its output mapping, or let a step of " + call.getCalledElement() + " write it"));
    }
}
