package org.crisisplan.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.OnCall;
import org.crisisplan.engine.InPlan;

/**
 * Nobody in management has acknowledged the alert (R24): it goes to the next deputy who is present, who can acknowledge it as well, and to management
 * once more. Called again and again by {@code crisis-response} until somebody answers.
 */
@InPlan("askDeputyToAcknowledge")
class AskDeputyToAcknowledge implements JavaDelegate {

    private final CrisisOfStep crisisOfStep;
    private final Responsible responsible;
    private final OnCall onCall;
    private final ContactRepository contacts;
    private final Alert alert;

    AskDeputyToAcknowledge(
            CrisisOfStep crisisOfStep,
            Responsible responsible,
            OnCall onCall,
            ContactRepository contacts,
            Alert alert) {
        this.crisisOfStep = crisisOfStep;
        this.responsible = responsible;
        this.onCall = onCall;
        this.contacts = contacts;
        this.alert = alert;
    }

    @Override
    public void execute(DelegateExecution step) {
        AboutCrisis crisis = crisisOfStep.in(step);
        List<Contact> management = responsible.management();
        List<Contact> deputies = deputies(step, management);
        deputies.forEach(deputy -> alert.offer(step, deputy));
        alert.tell(step, crisis, deputies, true);
        alert.tell(step, crisis, management, false);
    }

    /** Whoever of the chain was asked before, and the next. */
    private List<Contact> deputies(DelegateExecution step, List<Contact> management) {
        Set<String> asked = alert.offeredTo(step);
        List<Contact> deputies = new ArrayList<>(onCall.nextDeputies(management, asked));
        management.stream()
                .flatMap(manager -> manager.deputies().stream())
                .distinct()
                .filter(asked::contains)
                .flatMap(user -> contacts.users(Set.of(user)).stream().limit(1))
                .forEach(deputies::add);
        return deputies;
    }
}
