package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.form.FormField;
import org.jspecify.annotations.Nullable;

/** Which values a variable can have in a process, as far as all that write it name them: a form's options, a table's results. */
class Choices {

    /** Where a field may stay empty. */
    static final String NOTHING = "\u0000";

    private static final Pattern PART = Pattern.compile("[$#]\\{(\\w+)\\.(\\w+)}");
    private static final Pattern WORD = Pattern.compile("[$#]\\{'([^']*)'}");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"|(-?\\d+(?:\\.\\d+)?|true|false)");

    private final CaseFlow flows;
    private final Map<String, JsonNode> forms;
    private final FactDefinitions facts;
    private final Map<String, Set<String>> ofTheProduct;
    private final Map<String, Optional<Set<String>>> known = new HashMap<>();

    Choices(PlanCheckModels models, CaseFlow flows) {
        this.flows = flows;
        this.forms = models.formsById();
        this.facts = models.facts();
        this.ofTheProduct = ofTheProduct(facts);
    }

    private static Map<String, Set<String>> ofTheProduct(FactDefinitions facts) {
        Map<String, Set<String>> words = new HashMap<>();
        Set.of("level", "gradedLevel", "suspectedLevel").forEach(name -> words.put(name, Set.of("1", "2", "3")));
        words.put("gradeChange", Set.of("first", "worse", "same", "better"));
        words.put("technical", Set.of("true", "false"));
        words.put("content", Set.of("true", "false"));
        facts.all().stream()
                .filter(fact -> !fact.choices().isEmpty())
                .forEach(fact -> words.put(fact.name(), new HashSet<>(fact.choices())));
        return words;
    }

    /** The values, or nothing if they cannot be told. */
    Optional<Set<String>> of(String process, String variable) {
        String question = process + " " + variable;
        if (!known.containsKey(question)) {
            known.put(question, Optional.empty());
            known.put(question, find(process, variable));
        }
        return known.get(question);
    }

    private Optional<Set<String>> find(String process, String variable) {
        Set<String> product = ofTheProduct.get(variable);
        if (product != null) {
            return Optional.of(product);
        }
        Set<String> values = new LinkedHashSet<>();
        boolean told = true;
        for (FlowNode node : flows.stepsOf(process)) {
            for (Optional<Set<String>> some : written(process, node, variable)) {
                told &= some.isPresent();
                some.ifPresent(values::addAll);
            }
        }
        for (Optional<Set<String>> some : passedIn(process, variable)) {
            told &= some.isPresent();
            some.ifPresent(values::addAll);
        }
        if (values.isEmpty() && facts.names().contains(variable)) {
            for (String other : flows.files().keySet()) {
                for (FlowNode node : flows.stepsOf(other)) {
                    for (Optional<Set<String>> some : written(other, node, variable)) {
                        told &= some.isPresent();
                        some.ifPresent(values::addAll);
                        values.add(NOTHING);
                    }
                }
            }
        }
        return told && !values.isEmpty() ? Optional.of(values) : Optional.empty();
    }

    private java.util.List<Optional<Set<String>>> written(String process, FlowNode node, String variable) {
        java.util.List<Optional<Set<String>>> all = new java.util.ArrayList<>();
        JsonNode form = forms.get(String.valueOf(PlanCheckReferences.camunda(node, "formRef")));
        if (form != null) {
            inForm(form.path("components"), variable, false, all);
        }
        if (node instanceof BusinessRuleTask rule
                && variable.equals(PlanCheckReferences.camunda(rule, "resultVariable"))) {
            all.add(
                    "singleEntry".equals(PlanCheckReferences.camunda(rule, "mapDecisionResult"))
                            ? results(rule, null)
                            : Optional.empty());
        }
        StepData.own(node.getDomElement())
                .filter(element -> element.getLocalName().equals("outputParameter")
                        && variable.equals(element.getAttribute("name")))
                .forEach(element -> {
                    Matcher part = PART.matcher(element.getTextContent().trim());
                    all.add(
                            node instanceof BusinessRuleTask rule && part.matches()
                                    ? results(rule, part.group(2))
                                    : Optional.empty());
                });
        if (node instanceof CallActivity call) {
            PlanCheckTasks.extensions(call, CamundaOut.class).stream()
                    .filter(out -> variable.equals(out.getCamundaTarget()))
                    .forEach(out -> all.add(
                            out.getCamundaSource() == null
                                    ? Optional.empty()
                                    : of(String.valueOf(call.getCalledElement()), out.getCamundaSource())));
        }
        StepData data = flows.of(process).data(node);
        Set<String> byBeans = new HashSet<>(data.startWrites());
        byBeans.addAll(data.endWrites());
        byBeans.addAll(data.mayWrite());
        if (byBeans.contains(variable)
                || form == null && all.isEmpty() && data.writes().contains(variable)) {
            all.add(Optional.empty());
        }
        return all;
    }

    private void inForm(
            JsonNode components, String variable, boolean hidden, java.util.List<Optional<Set<String>>> all) {
        for (FormField field : FormField.of(components)) {
            boolean mayHide = hidden || field.json().path("conditional").has("hide");
            if (field.key().equals(variable) && field.hasValue() && !FormUse.isShown(field)) {
                all.add(options(field, mayHide));
            }
            inForm(field.json().path("components"), variable, mayHide, all);
        }
    }

    private static Optional<Set<String>> options(FormField field, boolean mayHide) {
        Set<String> values = new LinkedHashSet<>();
        if (field.type().equals("checkbox")) {
            values.addAll(Set.of("true", "false"));
        } else if (Set.of("radio", "select").contains(field.type())
                && !field.json().path("values").isEmpty()) {
            field.json()
                    .path("values")
                    .forEach(option -> values.add(option.path("value").asText()));
        } else {
            return Optional.empty();
        }
        if (mayHide || !field.json().path("validate").path("required").asBoolean()) {
            values.add(NOTHING);
        }
        return Optional.of(values);
    }

    private java.util.List<Optional<Set<String>>> passedIn(String process, String variable) {
        java.util.List<Optional<Set<String>>> all = new java.util.ArrayList<>();
        for (String caller : flows.files().keySet()) {
            for (FlowNode node : flows.stepsOf(caller)) {
                if (node instanceof CallActivity call && process.equals(call.getCalledElement())) {
                    PlanCheckTasks.extensions(call, CamundaIn.class).stream()
                            .filter(in -> variable.equals(in.getCamundaTarget()))
                            .forEach(in -> all.add(passed(caller, in)));
                }
            }
        }
        return all;
    }

    private Optional<Set<String>> passed(String caller, CamundaIn in) {
        if (in.getCamundaSource() != null) {
            return of(caller, in.getCamundaSource());
        }
        Matcher word =
                WORD.matcher(String.valueOf(in.getCamundaSourceExpression()).trim());
        return word.matches() ? Optional.of(Set.of(word.group(1))) : Optional.empty();
    }

    /** The results that a table's rows name, if they are words or numbers. */
    private Optional<Set<String>> results(BusinessRuleTask rule, @Nullable String column) {
        Decision decision = flows.decisions().get(String.valueOf(PlanCheckReferences.camunda(rule, "decisionRef")));
        if (decision == null) {
            return Optional.empty();
        }
        Set<String> values = new LinkedHashSet<>();
        var columns = Elements.of(decision.getModelInstance(), Output.class).stream()
                .filter(output -> decision.equals(output.getParentElement().getParentElement()))
                .toList();
        for (OutputEntry entry : Elements.of(decision.getModelInstance(), OutputEntry.class)) {
            var row = entry.getParentElement();
            if (!decision.equals(row.getParentElement().getParentElement())) {
                continue;
            }
            int at = java.util.List.copyOf(row.getChildElementsByType(OutputEntry.class))
                    .indexOf(entry);
            if (at < columns.size()
                    && (column == null || column.equals(columns.get(at).getName()))) {
                Matcher literal = LITERAL.matcher(entry.getTextContent().trim());
                if (!literal.matches()) {
                    return Optional.empty();
                }
                values.add(Objects.requireNonNullElse(literal.group(1), String.valueOf(literal.group(2))));
            }
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }
}
