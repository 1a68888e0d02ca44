package org.crisisplan.compensation;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.engine.InPlan;

/**
 * "Issue the compensation" in {@code issue-compensation} (R57): from now on everybody on the lists gets an entry and is credited. Who was
 * refused is asked for once more; who has it keeps it. The process goes on when nothing is due any more.
 */
@InPlan("issueCompensation")
class IssueCompensation implements JavaDelegate {

    private final LedgerRepository ledgers;

    IssueCompensation(LedgerRepository ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String crisis = execution.getProcessBusinessKey();
        if (ledgers.findForUpdate(crisis).isEmpty()) {
            throw new IllegalStateException("Nothing was approved for users of " + crisis
                    + "; ask ${compensation.isApproved(execution)} before the step that issues it.");
        }
        ledgers.queueRefused(crisis);
        ledgers.issue(crisis, execution.getProcessInstanceId());
    }
}
