package org.crisisplan.contact.check;

import java.util.Objects;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.contact.check.ContactCheckRepository.State;
import org.crisisplan.engine.InPlan;

/** Keeps how somebody who had not answered was found after all (R62); used by {@code verify-contact}. */
@InPlan("keepContactOutcome")
class KeepContactOutcome implements JavaDelegate {

    private final ContactAnswers answers;
    private final IdentityService identities;

    KeepContactOutcome(ContactAnswers answers, IdentityService identities) {
        this.answers = answers;
        this.identities = identities;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (execution.isCanceled()) {
            // the person answered after all
            return;
        }
        String user = ContactChecks.user(execution);
        var login = identities.getCurrentAuthentication();
        String by = login == null || login.getUserId() == null ? "" : login.getUserId();
        switch (Objects.toString(execution.getVariable("contactOutcome"), "")) {
            case "right" -> answers.found(user, State.CONFIRMED, by);
            case "corrected" -> answers.found(user, State.CORRECTED, by);
            default -> answers.found(user, State.REPLACED, by);
        }
    }
}
