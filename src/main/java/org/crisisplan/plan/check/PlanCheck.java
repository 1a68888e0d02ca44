package org.crisisplan.plan.check;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads the whole plan before any of it is deployed. What an analyst forgot or misspelt is said here, in the analyst's words
 * and all at once, and not by a crisis that stops halfway.
 */
public class PlanCheck {

    /** The plan that runs, the one before it and a few drafts. */
    private static final int MOST_REMEMBERED = 8;

    private final PlanCheckVocabulary vocabulary;
    private final PlanCheckReader reader;
    private final Map<List<Object>, List<PlanCheckFinding>> deployable = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, List<PlanCheckFinding>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    PlanCheck(PlanCheckVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.reader = new PlanCheckReader(vocabulary);
    }

    /** Whether models may use just these words. */
    boolean knows(PlanCheckVocabulary words) {
        return vocabulary.equals(words);
    }

    /** The check outside the started product, which knows the beans by its class path alone. */
    public static PlanCheck ofTheProduct() {
        return new PlanCheck(PlanCheckVocabulary.ofTheProduct());
    }

    /**
     * One at a time: what was read is shared between checks, and its documents are not for two threads at once. A plan that may be
     * deployed is not checked again while it is remembered, as when an earlier version comes back; what was refused is.
     */
    public synchronized List<PlanCheckFinding> check(PlanBundle bundle) {
        List<Object> content = contentOf(bundle);
        List<PlanCheckFinding> known = deployable.get(content);
        if (known != null) {
            return known;
        }
        List<PlanCheckFinding> findings = checkAnew(bundle);
        if (findings.stream().noneMatch(PlanCheckFinding::isError)) {
            deployable.put(content, findings);
        }
        return findings;
    }

    private static List<Object> contentOf(PlanBundle bundle) {
        List<Object> content = new ArrayList<>(bundle.leftOut());
        bundle.files().forEach((file, bytes) -> {
            content.add(file);
            content.add(ByteBuffer.wrap(bytes));
        });
        return content;
    }

    private List<PlanCheckFinding> checkAnew(PlanBundle bundle) {
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
        var site = new PlanCheckSite(models, report);
        var survey = new PlanCheckSurvey(report);
        models.tables()
                .forEach((file, model) -> report.guarded(file, () -> {
                    decisions.check(file, model);
                    facts.checkTable(file, model);
                    site.check(file, model);
                    survey.check(file, model);
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
        report.guarded("texts/", () -> new PlanCheckTexts(bundle, models, report).check());
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
