package org.crisisplan.mailing;

import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.department.Group;
import org.crisisplan.engine.InPlan;

/** What the diagram {@code handle-unreached-people} asks about the mailing it is about. Public, because expressions call methods of public types only. */
@InPlan("mailingAudience")
public class MailingAudience {

    /** The department that looks after these people. */
    public String department(DelegateExecution execution) {
        return Objects.toString(execution.getVariable("audience"), Group.CUSTOMER_SERVICE.id());
    }
}
