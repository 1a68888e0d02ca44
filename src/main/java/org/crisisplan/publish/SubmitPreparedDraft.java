package org.crisisplan.publish;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.engine.InPlan;

/**
 * "Submit as prepared" in {@code publish-statement}: wording that the plan has approved before goes to its reviewer as it is. Nobody is
 * its author, so whoever reviews it approves no text of their own (R45 R63).
 */
@InPlan("submitPreparedDraft")
class SubmitPreparedDraft implements JavaDelegate {

    /** Stands where the author's id stands; no person can have it. */
    static final String THE_PLAN = "(plan)";

    private final StatementRepository records;
    private final SubmitStatement submission;

    SubmitPreparedDraft(StatementRepository records, SubmitStatement submission) {
        this.records = records;
        this.submission = submission;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Statement prepared = records.latestForUpdate(execution.getProcessInstanceId())
                .orElseThrow(
                        () -> new IllegalStateException(
                                "This process submits a statement that ${prepareDraft} has not prepared; call it before ${submitPreparedDraft}."));
        // nobody is there to insist: what differs is shown to the reviewer
        submission.submit(execution, prepared, prepared.text(), THE_PLAN, true);
    }
}
