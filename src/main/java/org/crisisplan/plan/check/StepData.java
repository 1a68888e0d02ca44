package org.crisisplan.plan.check;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.jspecify.annotations.Nullable;

/**
 * What one step does with the variables of its process.
 *
 * @param locals what is there within the step alone
 * @param empty what is there afterwards, but without a value if nobody gave it one before
 * @param promoted what of it goes to the process when the step is done
 */
record StepData(
        Set<String> locals,
        Set<String> promoted,
        Set<String> startWrites,
        Set<String> writes,
        Set<String> empty,
        Set<String> mayWrite,
        Set<String> endWrites,
        Set<String> outputs,
        Set<String> reads,
        boolean keeps) {

    /** What begins grading: with what the main process knows besides the facts. */
    static final String READS_ALL = "grading.reads";

    /** What every user task has without its diagram saying so. */
    private static final List<String> BY_DEFAULT = List.of(
            "${clocks.due(execution)}",
            "${clocks.remindAt(execution)}",
            "${clocks.escalations(execution)}",
            "${announceTask}",
            "${remindOfTask}",
            "${escalateTask}");

    static StepData of(BaseElement step, Map<String, FormUse> forms) {
        var data = new StepData(
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                texts(step)
                        .anyMatch(text ->
                                PlanCheckEffects.calls(text).stream().anyMatch(call -> call.is("crisis.keeps"))));
        FormUse form = forms.get(String.valueOf(PlanCheckReferences.camunda(step, "formRef")));
        if (form != null) {
            data.writes.addAll(form.asked());
            data.empty.addAll(form.variables());
            data.reads.addAll(form.shown());
            data.reads.addAll(form.spokenOf());
        }
        if (step instanceof UserTask) {
            BY_DEFAULT.forEach(expression -> data.effects(expression, data.startWrites));
        }
        data.read(step.getDomElement());
        return data;
    }

    /** What it writes to its process, when it is done; a local variable shadows the process' own. */
    Set<String> written() {
        Set<String> all = new HashSet<>(startWrites);
        all.addAll(writes);
        all.addAll(endWrites);
        all.removeAll(locals);
        all.addAll(promoted);
        all.addAll(outputs);
        return all;
    }

    Set<String> maybeWritten() {
        Set<String> all = new HashSet<>(mayWrite);
        all.removeAll(locals);
        return all;
    }

    private static Stream<String> texts(BaseElement step) {
        return own(step.getDomElement())
                .flatMap(element -> Stream.of(
                                element.getAttribute(PlanCheckReferences.CAMUNDA, "expression"),
                                element.getAttribute("expression"))
                        .filter(Objects::nonNull));
    }

    /** The element and what belongs to it, without the steps inside a sub-process. */
    static Stream<DomElement> own(DomElement element) {
        return Stream.concat(
                Stream.of(element),
                element.getChildElements().stream()
                        .filter(inner -> !isStep(inner))
                        .flatMap(StepData::own));
    }

    static boolean isStep(DomElement element) {
        return element.getAttribute("id") != null
                && element.getLocalName()
                        .matches(".*([tT]ask|Event|[gG]ateway|Process|Transaction|callActivity|sequenceFlow)");
    }

    private void read(DomElement element) {
        String name = element.getLocalName();
        String expression = first(element, "expression", "delegateExpression");
        String event = element.getAttribute("event");
        switch (name) {
            case "executionListener", "taskListener" -> {
                if (expression != null) {
                    effects(
                            expression,
                            name.startsWith("task") ? writes : "end".equals(event) ? endWrites : startWrites);
                }
            }
            case "inputParameter" -> locals.add(element.getAttribute("name"));
            case "outputParameter" -> outputs.add(element.getAttribute("name"));
            case "multiInstanceLoopCharacteristics" ->
                Stream.of(element.getAttribute(PlanCheckReferences.CAMUNDA, "elementVariable"))
                        .filter(Objects::nonNull)
                        .forEach(locals::add);
            case "out" ->
                Stream.of(element.getAttribute("target"))
                        .filter(Objects::nonNull)
                        .forEach(writes::add);
            default -> {
                if (expression != null) {
                    effects(expression, writes);
                }
                Stream.of(element.getAttribute(PlanCheckReferences.CAMUNDA, "resultVariable"))
                        .filter(Objects::nonNull)
                        .forEach(writes::add);
            }
        }
        element.getChildElements().stream().filter(inner -> !isStep(inner)).forEach(inner -> read(inner));
    }

    private void effects(String expression, Set<String> where) {
        PlanCheckEffects effects = PlanCheckEffects.of(expression);
        where.addAll(effects.writes());
        mayWrite.addAll(effects.mayWrite());
        reads.addAll(effects.reads());
        for (PlanCheckEffects.Call call : PlanCheckEffects.calls(expression)) {
            if (call.is("crisis.asksAnew")) {
                locals.addAll(PlanCheckEffects.words(call.word()));
            } else if (call.is("crisis.takesAnswer")) {
                promoted.addAll(PlanCheckEffects.words(call.word()));
            }
        }
    }

    private static @Nullable String first(DomElement element, String... attributes) {
        return Stream.of(attributes)
                .flatMap(name ->
                        Stream.of(element.getAttribute(PlanCheckReferences.CAMUNDA, name), element.getAttribute(name)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
