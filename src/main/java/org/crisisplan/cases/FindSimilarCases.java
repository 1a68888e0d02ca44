package org.crisisplan.cases;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.engine.InPlan;

/** Shows whoever assesses a crisis the two or three past ones that resemble it (R35, R65); used by {@code assess-crisis}. */
@InPlan("findSimilarCases")
class FindSimilarCases implements JavaDelegate {

    private final ArchivedCaseRepository archive;

    FindSimilarCases(ArchivedCaseRepository archive) {
        this.archive = archive;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        var others =
                archive.all().stream().filter(past -> !past.id().equals(number)).toList();
        execution.setVariable(
                "similarCases",
                SimilarCases.to(RunningCrisis.situation(execution), others).text());
    }
}
