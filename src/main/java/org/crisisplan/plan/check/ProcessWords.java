package org.crisisplan.plan.check;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.jspecify.annotations.Nullable;

/**
 * What one diagram names that tables speak of.
 *
 * @param keys the ids of its processes
 * @param decisions the tables it asks
 * @param forms the forms it shows
 * @param written the variables it takes over from tables and called processes
 * @param steps the steps whose time it asks for, and its user tasks
 * @param moments the moments it marks
 * @param calls the methods of beans that its listeners call
 */
record ProcessWords(
        Set<String> keys,
        Set<String> decisions,
        Set<String> forms,
        Set<String> written,
        Set<String> steps,
        Set<String> moments,
        Set<String> calls) {

    private static final Pattern CLOCKS =
            Pattern.compile("clocks\\.(\\w+)\\(\\s*execution\\s*,\\s*['\"]([^'\"]+)['\"]");

    static ProcessWords of(BpmnModelInstance model) {
        var words = new ProcessWords(
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>());
        words.read(model.getDocument().getRootElement());
        return words;
    }

    private void read(DomElement element) {
        String name = element.getLocalName();
        switch (name) {
            case "process" -> add(keys, element.getAttribute("id"));
            case "executionListener" ->
                PlanCheckEffects.calls(String.valueOf(camunda(element, "expression")))
                        .forEach(call -> calls.add(call.bean() + "." + call.method()));
            case "businessRuleTask" -> {
                add(decisions, camunda(element, "decisionRef"));
                add(written, camunda(element, "resultVariable"));
            }
            case "userTask" -> {
                add(steps, element.getAttribute("id"));
                add(forms, camunda(element, "formRef"));
            }
            case "startEvent" -> add(forms, camunda(element, "formRef"));
            case "out" -> add(written, element.getAttribute("target"));
            case "outputParameter" -> add(written, element.getAttribute("name"));
            default -> {
                // names nothing that a table speaks of
            }
        }
        for (String attribute : Set.of("expression", "sourceExpression", "value")) {
            clocks(element.getAttribute(attribute));
        }
        clocks(camunda(element, "dueDate"));
        if (element.getChildElements().isEmpty()) {
            clocks(element.getTextContent());
        } else {
            element.getChildElements().forEach(this::read);
        }
    }

    private void clocks(@Nullable String text) {
        if (text == null || !text.contains("clocks.")) {
            return;
        }
        Matcher called = CLOCKS.matcher(text);
        while (called.find()) {
            (called.group(1).equals("marks") ? moments : steps).add(called.group(2));
        }
    }

    private static void add(Set<String> words, @Nullable String word) {
        if (word != null && !word.isBlank()) {
            words.add(word);
        }
    }

    private static @Nullable String camunda(DomElement element, String attribute) {
        return element.getAttribute(PlanCheckReferences.CAMUNDA, attribute);
    }
}
