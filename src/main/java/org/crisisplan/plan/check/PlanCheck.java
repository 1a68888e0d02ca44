package org.crisisplan.plan.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/**
 * Reads the whole plan before any of it is deployed. What an analyst forgot or misspelt is said here, in the analyst's words
 * and all at once, and not by a crisis that stops halfway.
 */
@Component
public class PlanCheck {

    private final PlanCheckVocabulary vocabulary;
    private final PlanCheckReader reader;

    PlanCheck(PlanCheckVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.reader = new PlanCheckReader(vocabulary);
    }

    /** The check outside the started product, which knows the beans by its class path alone. */
    public static PlanCheck ofTheProduct() {
        return new PlanCheck(PlanCheckVocabulary.ofTheProduct());
    }

    /** One at a time: what was read is shared between checks, and its documents are not for two threads at once. */
    public synchronized List<PlanCheckFinding> check(PlanBundle bundle) {
        var report = new PlanCheckReport();
        var models = PlanCheckModels.read(PlanCheckFiles.withoutCopies(bundle, report), reader, report);
        if (models.processes().isEmpty()) {
            report.add("processes/", "", "holds no diagram", "Point crisis-plan.plan.location at a folder with a plan");
        }
        new PlanCheckNeeded(report)
                .check(bundle.files().keySet(), models.decisions().keySet());
        nothingTwice(bundle, models, report);
        var processes = new PlanCheckProcesses(report);
        var tasks = new PlanCheckTasks(vocabulary, report);
        var references = new PlanCheckReferences(models, vocabulary, report);
        Set<String> written = PlanCheckVariables.written(models, vocabulary);
        var variables = new PlanCheckVariables(written, vocabulary, report);
        var approval = new PlanCheckApproval(report);
        var approvalForms = new PlanCheckApprovalForms(models, report);
        var diagrams = new PlanCheckDiagrams(models, vocabulary, report);
        models.processes().forEach((file, model) -> {
            report.guarded(file, () -> diagrams.check(file, model));
            report.guarded(file, () -> processes.check(file, model));
            report.guarded(file, () -> tasks.check(file, model));
            report.guarded(file, () -> references.check(file, model));
            report.guarded(file, () -> variables.check(file, model));
            report.guarded(file, () -> approval.check(file, model));
            report.guarded(file, () -> approvalForms.check(file, model));
        });
        // what a file in another dialect would have said is not known, and not held against the others
        if (models.setAside().isEmpty()) {
            report.guarded("processes/", diagrams::checkTogether);
        }
        var decisions = new PlanCheckDecisions(report);
        var facts = new PlanCheckFacts(models, report);
        models.tables()
                .forEach((file, model) -> report.guarded(file, () -> {
                    decisions.check(file, model);
                    facts.checkTable(file, model);
                }));
        PlanCheckCells.check(bundle, models, vocabulary, written, report);
        var forms = new PlanCheckForms(report);
        var names = new PlanCheckFormNames(models, written, report);
        models.forms()
                .forEach((file, form) -> report.guarded(file, () -> {
                    forms.check(file, form);
                    names.check(file, form);
                    facts.checkForm(file, form);
                }));
        PlanCheckFiles.check(bundle, report);
        return report.findings();
    }

    /** Two definitions of one key would replace each other. */
    private static void nothingTwice(PlanBundle bundle, PlanCheckModels models, PlanCheckReport report) {
        Map<String, String> seen = new HashMap<>();
        BiConsumer<String, String> see = (file, key) -> {
            String before = seen.putIfAbsent(key, file);
            if (before != null) {
                report.add(
                        file,
                        "",
                        "defines the " + key + " that " + before + " defines too",
                        "Give one of them another id");
            }
        };
        models.processes()
                .forEach((file, model) -> PlanCheckProcesses.of(model)
                        .forEach(process -> see.accept(file, "process " + process.getId())));
        models.tables()
                .forEach((file, model) -> PlanCheckDecisions.of(model)
                        .forEach(decision -> see.accept(file, "decision " + decision.getId())));
        models.forms()
                .forEach((file, form) ->
                        see.accept(file, "form " + form.path("id").asText()));
        bundle.files().keySet().forEach(file -> see.accept(file, "file name " + file.substring(file.indexOf('/') + 1)));
    }
}
