package org.crisisplan.notify;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.engine.InPlan;

/**
 * Nobody in management has acknowledged the alert (R24): it goes to the deputy, who can acknowledge it as well, and to management
 * once more. Called again and again by {@code crisis-response} until somebody answers.
 */
@InPlan("askDeputyToAcknowledge")
class AskDeputyToAcknowledge implements JavaDelegate {

    private final Responsible responsible;
    private final ContactRepository contacts;
    private final Alert alert;
    private final Outbox outbox;

    AskDeputyToAcknowledge(Responsible responsible, ContactRepository contacts, Alert alert, Outbox outbox) {
        this.responsible = responsible;
        this.contacts = contacts;
        this.alert = alert;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution step) {
        AboutCrisis crisis = AboutCrisis.in(step);
        List<Contact> management = responsible.management();
        List<Contact> deputies = contacts.deputiesOf(management);
        deputies.forEach(deputy -> alert.offer(step, deputy));
        outbox.tell(deputies, MailKind.MANAGEMENT_ALERT, crisis, alert.facts(step, true));
        outbox.tell(management, MailKind.MANAGEMENT_ALERT, crisis, alert.facts(step, false));
    }
}
