package org.crisisplan.plan.check;

import java.util.Collection;
import java.util.Optional;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionRule;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.RequiredDecisionReference;
import org.camunda.bpm.model.dmn.instance.Text;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.crisisplan.decision.Feel;

/** What every table keeps to: its history, its reasons, headings that people can read, cells that can be evaluated. */
class PlanCheckDecisions {

    private final PlanCheckReport report;

    PlanCheckDecisions(PlanCheckReport report) {
        this.report = report;
    }

    static Collection<Decision> of(DmnModelInstance model) {
        return Elements.of(model, Decision.class);
    }

    void check(String file, DmnModelInstance model) {
        String name = camelCase(PlanCheckModels.nameOf(file));
        if (of(model).stream().noneMatch(decision -> name.equals(decision.getId()))) {
            report.add(file, "", "has no decision named like the file", "Give its main decision the id " + name);
        }
        of(model).forEach(decision -> checkDecision(file, decision));
        Elements.of(model, Input.class).forEach(input -> label(file, input, input.getLabel(), "the input"));
        Elements.of(model, Output.class).forEach(output -> {
            label(file, output, output.getLabel(), "the result");
            if (PlanCheckLabels.isMissing(output.getName()) && columns(output) > 1) {
                report.add(
                        file,
                        output,
                        "is a result without a name",
                        "Name it like the variable it gives, such as level");
            }
        });
        Elements.of(model, DecisionRule.class).forEach(rule -> checkRule(file, rule));
        Elements.of(model, RequiredDecisionReference.class).forEach(reference -> checkNeed(file, model, reference));
    }

    private void checkDecision(String file, Decision decision) {
        if (PlanCheckLabels.isMissing(decision.getCamundaHistoryTimeToLiveString())) {
            report.add(
                    file,
                    decision,
                    "does not say how long its history is kept",
                    "Set \"History time to live\" to a number of days such as P3650D");
        }
        label(file, decision, decision.getName(), "the decision");
        decision.getChildElementsByType(LiteralExpression.class)
                .forEach(expression -> text(expression.getText())
                        .flatMap(Feel::faultInExpression)
                        .ifPresent(fault -> cell(file, decision, "expression", expression.getText(), fault)));
    }

    private void checkRule(String file, DecisionRule rule) {
        String reason =
                rule.getDescription() == null ? "" : rule.getDescription().getTextContent();
        if (!reason.matches("(?s)R\\d\\d( R\\d\\d)*: .+")) {
            report.add(
                    file,
                    rule,
                    "does not say which clause it carries out and why",
                    "Begin its annotation with the clause, such as \"R27: ...\"");
        }
    }

    private void cell(String file, ModelElementInstance element, String what, Text cell, String fault) {
        report.add(
                file,
                element,
                "has a " + what + " that cannot be read: "
                        + cell.getTextContent().trim() + " ("
                        + fault.replaceAll("\\s+", " ").replaceAll("\\.$", "") + ")",
                "Write it in FEEL; a text stands in double quotes");
    }

    private void checkNeed(String file, DmnModelInstance model, RequiredDecisionReference reference) {
        String id = reference.getHref().replaceFirst("^#", "");
        if (of(model).stream().noneMatch(decision -> id.equals(decision.getId()))) {
            report.add(
                    file,
                    reference.getParentElement(),
                    "needs the decision " + id + ", which is not in this file",
                    "Add it, or remove the arrow");
        }
    }

    private static Optional<String> text(Text cell) {
        return Optional.ofNullable(cell)
                .map(text -> text.getTextContent().trim())
                .filter(text -> !text.isEmpty());
    }

    private void label(String file, ModelElementInstance element, String label, String what) {
        if (PlanCheckLabels.isMissing(label)) {
            report.add(file, element, what + " has no heading", PlanCheckLabels.REMEDY);
        } else if (!PlanCheckLabels.isBilingual(label)) {
            report.add(
                    file, element, what + " \"" + label + "\" is headed in one language only", PlanCheckLabels.REMEDY);
        }
    }

    private static int columns(Output output) {
        return output.getParentElement() instanceof DecisionTable table
                ? table.getOutputs().size()
                : 0;
    }

    static String camelCase(String kebab) {
        var camel = new StringBuilder();
        for (String word : kebab.split("-")) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
