package org.crisisplan.plan.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionRule;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Phase;

/** The words that a diagram gives to the product's beans are words they know: steps of the deadlines, phases, moments, fields. */
class PlanCheckWords {

    private static final Set<String> ASKS_DEADLINES = Set.of("within", "every", "halves", "dueText", "starts");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    /** Steps of diagrams drawn before: the rows that say when they are due may stay. */
    static final Set<String> FORMER_STEPS = Set.of("User_JudgeSignals", "User_ConsentInFlight");

    private final PlanCheckModels models;
    private final PlanCheckExpressions expressions;
    private final PlanCheckReport report;

    PlanCheckWords(PlanCheckModels models, PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.expressions = new PlanCheckExpressions(vocabulary);
        this.models = models;
        this.report = report;
    }

    private record Use(String file, BaseElement place, PlanCheckEffects.Call call) {}

    void check(CaseFlow flows) {
        List<Use> uses = models.processes().entrySet().stream()
                .flatMap(model -> uses(model.getKey(), model.getValue()).stream())
                .toList();
        Set<String> steps = steps(flows);
        Set<String> started = words(uses, "clocks.starts");
        Set<String> met = words(uses, "clocks.met");
        for (Use use : uses) {
            String word = use.call().word();
            if (use.call().bean().equals("clocks")
                    && ASKS_DEADLINES.contains(use.call().method())) {
                known(use, word, steps, "a step that the deadlines table has a row for", "Add a row to the table");
            }
            if (use.call().is("crisis.enters")) {
                known(use, word, phases(), "a phase of the plan", "Correct the word");
            } else if (use.call().is("clocks.marks")) {
                known(use, word, Milestones.ALL, "a moment that deadlines are counted from", "Correct the word");
            } else if (use.call().is("clocks.met")) {
                known(use, word, started, "a promise that clocks.starts lets run", "Let it start where it is promised");
            } else if (use.call().is("clocks.starts")) {
                known(use, word, met, "a promise that clocks.met ever keeps", "Say where it is kept");
            } else if (use.call().is("crisis.asksAnew") || use.call().is("crisis.takesAnswer")) {
                answers(use, flows);
            }
        }
        pairs(uses, flows.facts().names());
    }

    private void known(Use use, String word, Set<String> known, String what, String remedy) {
        if (!known.contains(word)) {
            report.add(
                    use.file(),
                    use.place(),
                    "speaks of '" + word + "', which is not " + what,
                    remedy + (known.isEmpty() ? "" : ", or use one of " + String.join(", ", new TreeSet<>(known))));
        }
    }

    /** An answer that is asked anew is one of the form's, and is taken over when it is given. */
    private void answers(Use use, CaseFlow flows) {
        FormUse form = flows.forms().get(String.valueOf(PlanCheckReferences.camunda(use.place(), "formRef")));
        if (form != null) {
            PlanCheckEffects.words(use.call().word()).stream()
                    .filter(name -> !form.variables().contains(name))
                    .forEach(name -> report.add(
                            use.file(),
                            use.place(),
                            "takes the answer " + name + ", which its form does not ask",
                            "Use one of " + String.join(", ", form.variables())));
        }
    }

    private void pairs(List<Use> uses, Set<String> facts) {
        Map<BaseElement, Set<String>> anew = new HashMap<>();
        Map<BaseElement, Set<String>> taken = new HashMap<>();
        uses.forEach(use -> {
            Map<BaseElement, Set<String>> where = use.call().is("crisis.asksAnew")
                    ? anew
                    : use.call().is("crisis.takesAnswer") ? taken : new HashMap<>();
            where.computeIfAbsent(use.place(), any -> new HashSet<>())
                    .addAll(PlanCheckEffects.words(use.call().word()));
        });
        uses.stream()
                .filter(use -> use.call().is("crisis.asksAnew"))
                .forEach(use -> anew.getOrDefault(use.place(), Set.of()).stream()
                        .filter(name ->
                                !taken.getOrDefault(use.place(), Set.of()).contains(name))
                        // a fact goes to the crisis, not to the process
                        .filter(name -> !facts.contains(name))
                        .forEach(name -> report.add(
                                use.file(),
                                use.place(),
                                "asks " + name
                                        + " anew, but does not take the answer: it is forgotten when the task is done",
                                "Add " + name + " to ${crisis.takesAnswer(execution,'...')} at its end")));
    }

    private List<Use> uses(String file, BpmnModelInstance model) {
        return Elements.of(model, FlowElement.class).stream()
                .flatMap(place -> StepData.own(place.getDomElement())
                        .flatMap(PlanCheckVariables::ownTexts)
                        .filter(PlanCheckExpressions::isExpression)
                        // one that cannot be read is reported elsewhere
                        .filter(text -> expressions.read(text).faults().isEmpty())
                        .flatMap(text -> PlanCheckEffects.calls(text).stream())
                        .map(call -> new Use(file, place, call)))
                .toList();
    }

    private static Set<String> words(List<Use> uses, String call) {
        return uses.stream()
                .filter(use -> use.call().is(call))
                .map(use -> use.call().word())
                .collect(Collectors.toSet());
    }

    private static Set<String> phases() {
        return Arrays.stream(Phase.values())
                .filter(phase -> phase != Phase.CANCELLED)
                .map(Phase::word)
                .collect(Collectors.toSet());
    }

    /** The steps that the deadlines table names in its first column. */
    private static Set<String> steps(CaseFlow flows) {
        Decision table = flows.decisions().get("deadlines");
        if (table == null) {
            return Set.of();
        }
        return Elements.of(table.getModelInstance(), DecisionRule.class).stream()
                .map(rule ->
                        rule.getChildElementsByType(InputEntry.class).stream().findFirst())
                .flatMap(Optional::stream)
                .flatMap(entry -> TEXT.matcher(entry.getTextContent()).results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
    }
}
