package org.crisisplan.contact.check;

import java.util.ArrayList;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.engine.InPlan;

/** Finds out who is to be asked today whether their entry is right (R62); used by {@code verify-contacts}. */
@InPlan("findDueContacts")
class FindDueContacts implements JavaDelegate {

    private final ContactChecks checks;
    private final ContactCheckRepository kept;

    FindDueContacts(ContactChecks checks, ContactCheckRepository kept) {
        this.checks = checks;
        this.kept = kept;
    }

    @Override
    public void execute(DelegateExecution round) {
        var due = new ArrayList<>(checks.find(round));
        due.forEach(kept::lapse);
        round.setVariable(ContactChecks.DUE, due);
    }
}
