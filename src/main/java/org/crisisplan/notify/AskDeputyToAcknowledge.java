package org.crisisplan.notify;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.engine.InPlan;

/**
 * Nobody in management has acknowledged the alert (R24): it goes to the deputy, who can acknowledge it as well, and to management
 * once more. Called again and again by {@code crisis-response} until somebody answers.
 */
@InPlan("askDeputyToAcknowledge")
class AskDeputyToAcknowledge implements JavaDelegate {

    private final CrisisOfStep crisisOfStep;
    private final Responsible responsible;
    private final ContactRepository contacts;
    private final Alert alert;

    AskDeputyToAcknowledge(
            CrisisOfStep crisisOfStep, Responsible responsible, ContactRepository contacts, Alert alert) {
        this.crisisOfStep = crisisOfStep;
        this.responsible = responsible;
        this.contacts = contacts;
        this.alert = alert;
    }

    @Override
    public void execute(DelegateExecution step) {
        AboutCrisis crisis = crisisOfStep.in(step);
        List<Contact> management = responsible.management();
        List<Contact> deputies = contacts.deputiesOf(management);
        deputies.forEach(deputy -> alert.offer(step, deputy));
        alert.tell(step, crisis, deputies, true);
        alert.tell(step, crisis, management, false);
    }
}
