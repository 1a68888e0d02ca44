package org.crisisplan.survey;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.engine.InPlan;

/** The survey takes no more answers, and its result stands in the record (R36); used by {@code survey-users}. */
@InPlan("closeSurvey")
class CloseSurvey implements JavaDelegate {

    private final Surveys surveys;

    CloseSurvey(Surveys surveys) {
        this.surveys = surveys;
    }

    @Override
    public void execute(DelegateExecution execution) {
        surveys.close(execution.getProcessBusinessKey());
    }
}
