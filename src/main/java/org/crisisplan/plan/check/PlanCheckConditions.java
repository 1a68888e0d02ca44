package org.crisisplan.plan.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.jspecify.annotations.Nullable;

/** Conditions ask for what can be answered, and every answer that can be given leads on. */
class PlanCheckConditions {

    private static final int MOST_CASES = 2_000;
    private static final Pattern COMPARES = Pattern.compile(
            "\\b([A-Za-z]\\w*)\\s*(?:==|!=|\\beq\\b|\\bne\\b)\\s*(?:'([^']*)'|\"([^\"]*)\"|(\\d+|true|false))");
    private static final Pattern COMPARED =
            Pattern.compile("(?:'([^']*)'|\"([^\"]*)\")\\s*(?:==|!=|\\beq\\b|\\bne\\b)\\s*([A-Za-z]\\w*)");
    private static final ExpressionFactoryImpl EXPRESSIONS = new ExpressionFactoryImpl();

    private final PlanCheckModels models;
    private final PlanCheckExpressions expressions;
    private final PlanCheckReport report;

    PlanCheckConditions(PlanCheckModels models, PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.models = models;
        this.expressions = new PlanCheckExpressions(vocabulary);
        this.report = report;
    }

    void check(CaseFlow flows) {
        var choices = new Choices(models, flows);
        flows.files().forEach((process, file) -> {
            for (FlowNode node : flows.stepsOf(process)) {
                compares(file, process, node, choices);
                List<SequenceFlow> ways = flows.graph(process).out(node);
                ways.forEach(way -> compares(file, process, way, choices));
                if ((node instanceof ExclusiveGateway || node instanceof InclusiveGateway) && ways.size() > 1) {
                    checkDecision(file, process, node, ways, choices);
                }
            }
        });
    }

    private void compares(String file, String process, BaseElement place, Choices choices) {
        StepData.own(place.getDomElement())
                .flatMap(PlanCheckVariables::ownTexts)
                .filter(PlanCheckExpressions::isExpression)
                .forEach(text -> {
                    COMPARES.matcher(text)
                            .results()
                            .forEach(found -> compares(
                                    file,
                                    process,
                                    place,
                                    found.group(1),
                                    Stream.of(2, 3, 4)
                                            .map(found::group)
                                            .filter(Objects::nonNull)
                                            .findFirst()
                                            .orElse(""),
                                    choices));
                    COMPARED.matcher(text)
                            .results()
                            .forEach(found -> compares(
                                    file,
                                    process,
                                    place,
                                    found.group(3),
                                    found.group(1) == null ? found.group(2) : found.group(1),
                                    choices));
                });
    }

    private void compares(String file, String process, BaseElement place, String name, String value, Choices choices) {
        choices.of(process, name)
                .filter(values -> !values.contains(value))
                .ifPresent(values -> report.add(
                        file,
                        place,
                        "compares " + name + " with '" + value + "', which it never is",
                        "Compare it with one of " + shown(values)));
    }

    /** Tries the decision with everything that can be answered. */
    private void checkDecision(
            String file, String process, FlowNode gateway, List<SequenceFlow> ways, Choices choices) {
        SequenceFlow otherwise = PlanCheckFlows.otherwise(gateway);
        List<SequenceFlow> asking =
                ways.stream().filter(way -> !way.equals(otherwise)).toList();
        if (asking.stream().anyMatch(way -> PlanCheckFlows.condition(way).isEmpty())) {
            return;
        }
        Optional<List<Map<String, String>>> cases = cases(process, asking, choices);
        if (cases.isEmpty()) {
            if (otherwise == null) {
                noDefault(file, gateway, "what none of its conditions names");
            }
            return;
        }
        Set<SequenceFlow> taken = new HashSet<>();
        Set<String> left = new LinkedHashSet<>();
        for (Map<String, String> one : cases.get()) {
            List<SequenceFlow> open = new ArrayList<>();
            for (SequenceFlow way : asking) {
                Optional<Boolean> answer =
                        evaluate(PlanCheckFlows.condition(way).orElseThrow(), one);
                if (answer.isEmpty()) {
                    return;
                }
                if (answer.get()) {
                    open.add(way);
                }
            }
            taken.addAll(gateway instanceof InclusiveGateway || open.isEmpty() ? open : open.subList(0, 1));
            if (open.isEmpty()) {
                left.add(one.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + shown(Set.of(entry.getValue())))
                        .sorted()
                        .collect(Collectors.joining(" and ")));
            }
        }
        if (otherwise == null && !left.isEmpty()) {
            noDefault(file, gateway, String.join("; ", left.stream().limit(3).toList()));
        }
        asking.stream()
                .filter(way -> !taken.contains(way))
                .forEach(way -> report.add(
                        file,
                        way,
                        "is never taken: no answer that can be given meets its condition before another way is taken",
                        "Correct the condition, or remove the way"));
    }

    private void noDefault(String file, FlowNode gateway, String answers) {
        report.add(
                file,
                gateway,
                "has no way out for " + answers + "; such a case stops here",
                "Make one of its ways out the default flow");
    }

    private Optional<List<Map<String, String>>> cases(String process, List<SequenceFlow> ways, Choices choices) {
        Set<String> names = new TreeSet<>();
        for (SequenceFlow way : ways) {
            var reading = expressions.read(PlanCheckFlows.condition(way).orElseThrow());
            if (!reading.faults().isEmpty()) {
                return Optional.empty();
            }
            names.addAll(reading.names());
        }
        List<Map<String, String>> cases = new ArrayList<>(List.of(Map.of()));
        for (String name : names) {
            Optional<Set<String>> values = choices.of(process, name);
            if (values.isEmpty() || cases.size() * values.get().size() > MOST_CASES) {
                return Optional.empty();
            }
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> some : cases) {
                for (String value : values.get()) {
                    Map<String, String> one = new HashMap<>(some);
                    one.put(name, value);
                    more.add(one);
                }
            }
            cases = more;
        }
        return Optional.of(cases);
    }

    private static Optional<Boolean> evaluate(String condition, Map<String, String> values) {
        var context = new SimpleContext();
        values.forEach((name, value) ->
                context.setVariable(name, EXPRESSIONS.createValueExpression(typed(value), Object.class)));
        try {
            return Optional.of(Boolean.TRUE.equals(EXPRESSIONS
                    .createValueExpression(context, condition.trim(), Object.class)
                    .getValue(context)));
        } catch (ELException | IllegalArgumentException cannotTell) {
            return Optional.empty();
        }
    }

    private static @Nullable Object typed(String value) {
        if (value.equals(Choices.NOTHING)) {
            return null;
        }
        return value.matches("true|false")
                ? (Object) Boolean.valueOf(value)
                : value.matches("-?\\d{1,9}") ? (Object) Integer.valueOf(value) : value;
    }

    private static String shown(Set<String> values) {
        return values.stream()
                .map(value -> value.equals(Choices.NOTHING) ? "nothing" : value)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
