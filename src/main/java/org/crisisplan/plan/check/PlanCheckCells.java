package org.crisisplan.plan.check;

import java.util.Set;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.crisisplan.decision.TableFile;

/** Holds the tables of a bundle against their contracts, and then against the examples that stand beside them. */
final class PlanCheckCells {

    private static final TableContracts CONTRACTS = TableContracts.read();

    private PlanCheckCells() {}

    /** @param everyName of a variable that is written somewhere */
    static void check(
            PlanBundle bundle,
            PlanCheckModels models,
            PlanCheckVocabulary vocabulary,
            Set<String> everyName,
            PlanCheckReport report) {
        var words = new PlanCheckCellWords(models, vocabulary.groups(), everyName, CONTRACTS);
        var tables = new PlanCheckTables(words, CONTRACTS, report);
        models.tables()
                .forEach((file, model) -> report.guarded(file, () -> {
                    tables.check(file, model);
                    if (!report.hasAny(file)) {
                        TableFile table = tables.answers(file, bundle.content(file), model);
                        String examples = file.replaceFirst("\\.dmn$", PlanCheckExamples.ENDING);
                        if (table != null && bundle.files().containsKey(examples)) {
                            new PlanCheckExamples(report)
                                    .check(examples, bundle.content(examples), mainDecision(file), table);
                        }
                    }
                }));
        bundle.files().keySet().stream()
                .filter(PlanCheckExamples::isOne)
                .filter(file -> !bundle.files().containsKey(PlanCheckExamples.tableOf(file)))
                .forEach(file -> report.add(
                        file,
                        "",
                        "stands beside no table",
                        "Name it like the table's file, such as team.examples.yaml"));
    }

    /** A table that somebody tries out by itself. */
    static void checkAlone(String file, DmnModelInstance model, PlanCheckReport report) {
        var models = PlanCheckModels.of(file, model);
        var vocabulary = PlanCheckVocabulary.with(java.util.Map.of());
        var words = new PlanCheckCellWords(models, vocabulary.groups(), Set.of(), CONTRACTS);
        report.guarded(file, () -> new PlanCheckTables(words, CONTRACTS, report).check(file, model));
    }

    private static String mainDecision(String file) {
        return PlanCheckDecisions.camelCase(PlanCheckModels.nameOf(file));
    }
}
