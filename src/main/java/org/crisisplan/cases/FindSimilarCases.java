package org.crisisplan.cases;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crises;
import org.crisisplan.engine.InPlan;

/** Shows whoever assesses a crisis the two or three past ones that resemble it (R35, R65); used by {@code assess-crisis}. */
@InPlan("findSimilarCases")
class FindSimilarCases implements JavaDelegate {

    private final ArchivedCaseRepository archive;
    private final Crises crises;
    private final RunningCrisis running;

    FindSimilarCases(ArchivedCaseRepository archive, Crises crises, RunningCrisis running) {
        this.crises = crises;
        this.running = running;
        this.archive = archive;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        var now = running.situation(crises.find(number).orElseThrow());
        execution.setVariable(
                "similarCases",
                SimilarCases.to(now, archive.resembling(now, number)).text());
    }
}
