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
    private final Outbox outbox;

    AlertManagement(CrisisOfStep crisisOfStep, Responsible responsible, Alert alert, Outbox outbox) {
        this.crisisOfStep = crisisOfStep;
        this.responsible = responsible;
        this.alert = alert;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution step) {
        outbox.tell(
                responsible.management(), MailKind.MANAGEMENT_ALERT, crisisOfStep.in(step), alert.facts(step, false));
    }
}
