package org.crisisplan.publish;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.approval.TaskSpeaker;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;

/**
 * At the end of "Draft the statement": keeps what was submitted as a new version, with its hash, its author and the groups that
 * must approve it; approvals of earlier versions end here. Or keeps that the statement was withdrawn.
 */
@InPlan("keepDraft")
class KeepDraft implements ExecutionListener {

    static final String APPROVERS = "approvers";

    private final StatementRepository records;
    private final RequiredApprovers approvers;
    private final TaskSpeaker speaker;
    private final Crises crises;
    private final CrisisRecord record;
    private final Clock clock;

    KeepDraft(
            StatementRepository records,
            RequiredApprovers approvers,
            TaskSpeaker speaker,
            Crises crises,
            CrisisRecord record,
            Clock clock) {
        this.record = record;
        this.records = records;
        this.approvers = approvers;
        this.speaker = speaker;
        this.crises = crises;
        this.clock = clock;
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
        Object decision = execution.getVariable("draftDecision");
        if ("withdraw".equals(decision)) {
            records.withdraw(before, author);
            record.append(
                    before.crisis(),
                    Entry.of(ActKind.STATEMENT_WITHDRAWN, before.kind().word())
                            .after(Map.of("version", before.version())));
        } else if ("submit".equals(decision)) {
            submit(execution, before, author);
        } else {
            throw new NotAccepted("Choose whether to submit the draft or to withdraw it. 请选择提交审核或撤回。");
        }
    }

    private void submit(DelegateExecution execution, Statement before, String author) {
        StatementText text = StatementText.shownOn(execution);
        DraftCheck.check(text);
        Crisis crisis = crises.find(before.crisis()).orElseThrow();
        List<String> groups = approvers.of(before.kind(), crisis, execution.getProcessDefinitionId());
        records.add(new Statement(
                StatementRepository.newId(),
                before.processInstance(),
                before.crisis(),
                before.kind(),
                before.version() + 1,
                crisis.level(),
                crisis.phase().word(),
                text,
                text.hash(before.crisis(), before.kind(), before.version() + 1),
                author,
                groups,
                clock.instant(),
                null));
        record.append(
                before.crisis(),
                Entry.of(ActKind.STATEMENT_SUBMITTED, before.kind().word())
                        .after(Map.of(
                                "version",
                                before.version() + 1,
                                "textHash",
                                text.hash(before.crisis(), before.kind(), before.version() + 1),
                                "approvers",
                                groups)));
        // approvers must see, letter by letter, what they approve
        text.showOn(execution);
        execution.setVariable(APPROVERS, new ArrayList<>(groups));
        RecordApproval.forget(execution);
    }
}
