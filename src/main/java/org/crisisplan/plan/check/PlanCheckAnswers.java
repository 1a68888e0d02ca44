package org.crisisplan.plan.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.crisisplan.decision.TableFile;
import org.jspecify.annotations.Nullable;

/** A table whose answer something waits for has one for every question. */
class PlanCheckAnswers {

    private static final int MOST_QUESTIONS = 2000;
    private static final String ANYTHING_ELSE = "anything-else";

    private final String file;
    private final PlanCheckReport report;

    PlanCheckAnswers(String file, PlanCheckReport report) {
        this.file = file;
        this.report = report;
    }

    void check(
            Decision decision,
            DecisionTable table,
            TableContract contract,
            Map<String, ValueKind> askable,
            TableFile file) {
        boolean otherwise = table.getRules().stream()
                .anyMatch(rule -> TableCells.inputs(rule).stream().allMatch(TableCells::asksNothing));
        if (!contract.mustAnswer()
                || otherwise
                || decision.getInformationRequirements().size() > 0) {
            return;
        }
        for (Map<String, @Nullable Object> question : questions(table, contract, askable)) {
            if (file.ask(decision.getId(), question).isEmpty()) {
                report.add(
                        this.file,
                        decision,
                        "has no answer for " + said(question) + ", and the plan waits for one",
                        "Add a last rule without conditions, or one for that case");
                return;
            }
        }
    }

    private static List<Map<String, @Nullable Object>> questions(
            DecisionTable table, TableContract contract, Map<String, ValueKind> askable) {
        List<Map<String, @Nullable Object>> questions = new ArrayList<>(List.of(new LinkedHashMap<>()));
        for (var input : table.getInputs()) {
            String name = TableColumn.of(input).shows().orElse("");
            if (name.isEmpty() || questions.get(0).containsKey(name)) {
                continue;
            }
            List<Map<String, @Nullable Object>> more = new ArrayList<>();
            for (Map<String, @Nullable Object> question : questions) {
                for (Object value : values(name, contract, askable.getOrDefault(name, ValueKind.ANY))) {
                    Map<String, @Nullable Object> one = new LinkedHashMap<>(question);
                    one.put(name, value);
                    more.add(one);
                }
            }
            if (more.size() <= MOST_QUESTIONS) {
                questions = more;
            }
        }
        return questions;
    }

    /** One of each sort of values that there are, with nothing where that can be. */
    private static List<@Nullable Object> values(String name, TableContract contract, ValueKind kind) {
        List<@Nullable Object> values = new ArrayList<>(contract.onlyFor(name));
        if (!values.isEmpty()) {
            return values;
        }
        if (kind.isWord()) {
            values.addAll(kind.words());
            values.add("step".equals(contract.asked().get(name)) || kind.open() ? ANYTHING_ELSE : null);
        } else if (kind.equals(ValueKind.LEVEL)) {
            values.addAll(List.of(1, 2, 3));
            values.add(null);
        } else if (kind.isYesNo()) {
            values.addAll(List.of(true, false));
        } else if (kind.isNumber()) {
            values.addAll(List.of(0, 1_000_000_000));
            values.add(null);
        } else {
            values.add(ANYTHING_ELSE);
            values.add(null);
        }
        return values;
    }

    private static String said(Map<String, @Nullable Object> question) {
        return new HashMap<>(question)
                .entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> one.getKey() + " "
                                + (one.getValue() == null
                                        ? "not known"
                                        : ANYTHING_ELSE.equals(one.getValue()) ? "anything else" : one.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
