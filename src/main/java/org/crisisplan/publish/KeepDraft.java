package org.crisisplan.publish;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.approval.TaskSpeaker;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;

/**
 * At the end of "Draft the statement": keeps what was submitted as a new version, with its hash, its author and the groups that
 * must approve it; approvals of earlier versions end here. Or keeps that the statement was withdrawn. What contradicts the facts or
 * what we said before is refused once; whoever has seen it may insist, and the approvers see that.
 */
@InPlan("keepDraft")
class KeepDraft implements ExecutionListener {

    static final String APPROVERS = "approvers";

    /** The draft is filled anew from the facts that were told with it. */
    static final Set<String> FROM_FACTS = Set.of("facts-en", "facts-zh");

    private static final String SEEN = "figuresSeen";

    /** Who told the facts goes on with the draft that is made of them: the diagram gives it to them. */
    private static final String DRAFTER = "drafter";

    private final StatementRepository records;
    private final SubmitStatement submission;
    private final TaskSpeaker speaker;
    private final CrisisRecord record;

    KeepDraft(StatementRepository records, SubmitStatement submission, TaskSpeaker speaker, CrisisRecord record) {
        this.records = records;
        this.submission = submission;
        this.speaker = speaker;
        this.record = record;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        String author = speaker.ofWhoever("Submitting a statement");
        Statement before = records.latestForUpdate(execution.getProcessInstanceId())
                .orElseThrow(
                        () -> new IllegalStateException(
                                "This process submits a statement that ${prepareDraft} has not prepared; call it before the draft."));
        if (StatementKind.NO_CHANGE.word().equals(execution.getVariable("statementKind"))) {
            // who writes in an update without news has news
            execution.setVariable("statementKind", StatementKind.PROGRESS.word());
        }
        Object decision = execution.getVariable("draftDecision");
        boolean goesOn = FROM_FACTS.contains(String.valueOf(decision));
        execution.getProcessInstance().setVariable(DRAFTER, goesOn ? author : null);
        if ("withdraw".equals(decision)) {
            records.withdraw(before, author);
            record.append(
                    before.crisis(),
                    Entry.of(ActKind.STATEMENT_WITHDRAWN, before.kind().word())
                            .after(Map.of("version", before.version())));
        } else if ("submit".equals(decision)) {
            boolean seen = Boolean.TRUE.equals(execution.getVariable(SEEN));
            submission.submit(execution, before, StatementText.shownOn(execution), author, seen);
        } else if (!goesOn) {
            throw new NotAccepted("Choose whether to submit the draft or to withdraw it. 请选择提交审核或撤回。");
        }
    }
}
