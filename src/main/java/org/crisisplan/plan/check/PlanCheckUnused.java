package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a form asks comes to whoever wants it: a condition, a table, a bean or another form. An answer that is read in another
 * process only would be lost on the way without a word. One that nobody reads is for the record; a form may say so too.
 */
class PlanCheckUnused {

    private static final Pattern ASKED = Pattern.compile("\\.(?:get|has)Variable\\(\\s*['\"](\\w+)['\"]");

    private final PlanCheckModels models;
    private final PlanCheckExpressions expressions;
    private final PlanCheckReport report;

    PlanCheckUnused(PlanCheckModels models, PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.models = models;
        this.expressions = new PlanCheckExpressions(vocabulary);
        this.report = report;
    }

    void check(CaseFlow flows) {
        Map<String, Set<String>> readers = new TreeMap<>();
        flows.files().keySet().forEach(process -> readers.put(process, readIn(process, flows)));
        // what grading reads of the main process, it reads there
        Set<String> graded = readers.entrySet().stream()
                .filter(process -> flows.readsAll(process.getKey()))
                .flatMap(process -> process.getValue().stream())
                .collect(Collectors.toSet());
        readers.computeIfPresent(CrisisResponse.KEY, (main, read) -> PlanCheckEffects.both(read, graded));
        Set<String> wanted = new HashSet<>();
        readers.values().forEach(wanted::addAll);
        readers.forEach((process, read) -> {
            for (FlowNode node : flows.stepsOf(process)) {
                String id = String.valueOf(PlanCheckReferences.camunda(node, "formRef"));
                FormUse form = flows.forms().get(id);
                if (form != null) {
                    form.asked().stream()
                            .filter(key -> wanted.contains(key) && !read.contains(key) && !form.isRecord(key))
                            .forEach(key -> report.warn(
                                    file(id),
                                    key,
                                    "is asked by " + node.getId() + " in " + process
                                            + ", but is read in another process only, which it does not reach",
                                    "Give the table facts a row for it, so that every process of the crisis knows it, or pass it on by"
                                            + " a mapping of the call; if it is"
                                            + " only kept here, give the field the custom property \"record\" with the value"
                                            + " true"));
                }
            }
        });
    }

    private String file(String form) {
        return models.forms().entrySet().stream()
                .filter(entry -> form.equals(entry.getValue().path("id").asText()))
                .map(Map.Entry<String, JsonNode>::getKey)
                .findFirst()
                .orElse(form);
    }

    private Set<String> readIn(String process, CaseFlow flows) {
        Set<String> read = new HashSet<>();
        if (flows.isOfCrisis(process)) {
            read.addAll(flows.facts().names());
            read.addAll(CrisisFacts.OF_THE_PRODUCT);
        }
        for (FlowNode node : flows.stepsOf(process)) {
            read.addAll(flows.of(process).data(node).reads());
            readBy(node, read);
            flows.graph(process).out(node).forEach(way -> readBy(way, read));
            if (node instanceof BusinessRuleTask rule) {
                readByTable(
                        flows.decisions().get(String.valueOf(PlanCheckReferences.camunda(rule, "decisionRef"))),
                        read,
                        new HashSet<>());
            }
        }
        models.processes().values().stream()
                .flatMap(model -> Elements.of(model, CallActivity.class).stream())
                .filter(call -> process.equals(call.getCalledElement()))
                .flatMap(call -> PlanCheckTasks.extensions(call, CamundaOut.class).stream())
                .map(CamundaOut::getCamundaSource)
                .forEach(read::add);
        return read;
    }

    private void readBy(BaseElement element, Set<String> read) {
        StepData.own(element.getDomElement())
                .flatMap(PlanCheckVariables::ownTexts)
                .forEach(text -> {
                    if (PlanCheckExpressions.isExpression(text)) {
                        read.addAll(expressions.read(text).names());
                        PlanCheckVariables.names(ASKED, text).forEach(read::add);
                    } else if (text.matches("\\w+")) {
                        read.add(text);
                    }
                });
    }

    /** What a table and those it needs ask for. */
    static void readByTable(@Nullable Decision decision, Set<String> read, Set<String> seen) {
        if (decision == null || !seen.add(decision.getId())) {
            return;
        }
        Set<String> names = new TreeSet<>();
        Elements.of(decision.getModelInstance(), InputExpression.class).stream()
                .filter(input -> decision.equals(
                        input.getParentElement().getParentElement().getParentElement()))
                .filter(input -> input.getText() != null)
                .forEach(input -> names.addAll(FeelNames.of(input.getText().getTextContent())));
        Elements.of(decision.getModelInstance(), LiteralExpression.class).stream()
                .filter(expression -> isOf(decision, expression) && expression.getText() != null)
                .forEach(expression ->
                        names.addAll(FeelNames.of(expression.getText().getTextContent())));
        read.addAll(names);
        decision.getChildElementsByType(InformationRequirement.class).stream()
                .map(InformationRequirement::getRequiredDecision)
                .forEach(needed -> readByTable(needed, read, seen));
    }

    private static boolean isOf(Decision decision, org.camunda.bpm.model.xml.instance.ModelElementInstance part) {
        var at = part.getParentElement();
        while (at != null && !(at instanceof Decision)) {
            at = at.getParentElement();
        }
        return decision.equals(at);
    }
}
