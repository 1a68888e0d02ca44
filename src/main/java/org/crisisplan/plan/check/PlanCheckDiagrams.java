package org.crisisplan.plan.check;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** The rules about how diagrams run, each in a class of its own; one that fails is a finding and hides no other. */
class PlanCheckDiagrams {

    private final PlanCheckReport report;
    private final List<BiConsumer<String, BpmnModelInstance>> ofOne;
    private final List<Consumer<CaseFlow>> ofAll;
    private final PlanCheckModels models;

    PlanCheckDiagrams(PlanCheckModels models, PlanCheckVocabulary vocabulary, PlanCheckReport report) {
        this.models = models;
        this.report = report;
        this.ofOne = List.of(
                new PlanCheckDrawing(report)::check,
                new PlanCheckStepKinds(vocabulary, report)::check,
                new PlanCheckSoundness(report)::check,
                new PlanCheckFlows(report)::check,
                new PlanCheckTimers(report)::check);
        this.ofAll = List.of(
                flows -> new PlanCheckEvents(models, report).check(),
                new PlanCheckDataFlow(vocabulary, report)::check,
                new PlanCheckUnused(models, vocabulary, report)::check,
                new PlanCheckTableInputs(models, report)::check,
                new PlanCheckConditions(models, vocabulary, report)::check,
                new PlanCheckWords(models, vocabulary, report)::check,
                new PlanCheckOptions(models, report)::check,
                flows -> new PlanCheckSynchronous(report).check(flows));
    }

    void check(String file, BpmnModelInstance model) {
        ofOne.forEach(rule -> safely(file, () -> rule.accept(file, model)));
    }

    void checkTogether() {
        safely("processes/", () -> {
            var flows = new CaseFlow(models);
            ofAll.forEach(rule -> safely("processes/", () -> rule.accept(flows)));
        });
    }

    private void safely(String file, Runnable rule) {
        try {
            rule.run();
        } catch (RuntimeException unforeseen) {
            report.add(
                    file,
                    "",
                    "could not be checked (" + unforeseen + ")",
                    "Undo what was changed last; if it is right, tell whoever looks after the product");
        }
    }
}
