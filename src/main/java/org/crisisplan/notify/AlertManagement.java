package org.crisisplan.notify;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.engine.InPlan;

/** Tells management of a level 1 crisis at once (R24); used by {@code crisis-response}. */
@InPlan("alertManagement")
class AlertManagement implements JavaDelegate {

    private final CrisisOfStep crisisOfStep;
    private final Responsible responsible;
    private final Alert alert;

    AlertManagement(CrisisOfStep crisisOfStep, Responsible responsible, Alert alert) {
        this.crisisOfStep = crisisOfStep;
        this.responsible = responsible;
        this.alert = alert;
    }

    @Override
    public void execute(DelegateExecution step) {
        alert.tell(step, crisisOfStep.in(step), responsible.management(), false);
    }
}
