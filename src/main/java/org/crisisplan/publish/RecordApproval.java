package org.crisisplan.publish;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.approval.TaskSpeaker;
import org.crisisplan.approval.TaskSpeaker.Deed;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.department.Group;
import org.crisisplan.engine.InPlan;

/**
 * At the end of "Approve the statement": keeps who, for which group, said yes or no to exactly which text (R45).
 */
@InPlan("recordApproval")
class RecordApproval implements ExecutionListener {

    private static final String COMMENT = "verdictComment";

    private static final String VERDICT = "verdict";
    private static final String GROUP = "approverGroup";
    private static final int LONGEST_REMARK = 1000;

    private static final Deed APPROVING = new Deed("Approving a statement", "approve", "approved this text", "审批");

    private final StatementRepository records;
    private final TaskSpeaker speaker;
    private final CrisisRecord record;

    RecordApproval(StatementRepository records, TaskSpeaker speaker, CrisisRecord record) {
        this.record = record;
        this.records = records;
        this.speaker = speaker;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        String group = String.valueOf(execution.getVariable(GROUP));
        String approver = speaker.speakingFor(group, APPROVING, execution);
        Statement statement = records.latestForUpdate(execution.getProcessInstanceId())
                .filter(Statement::submitted)
                .orElseThrow(() -> new IllegalStateException(
                        "This process asks for the approval of a statement that nobody has submitted; ${keepDraft} must listen to"
                                + " the end of the draft task."));
        Approval approval =
                new Approval(statement.hashOf(StatementText.shownOn(execution)), group, approver, verdict(execution));
        String remark = remark(execution, approval);
        check(approval, statement);
        onlyOnce(approval, statement);
        records.add(statement, approval, remark);
        record.append(
                statement.crisis(),
                Entry.of(ActKind.STATEMENT_JUDGED, group)
                        .after(Map.of(
                                "verdict", approval.verdict().name().toLowerCase(Locale.ROOT),
                                "kind", statement.kind().word(),
                                "version", statement.version(),
                                "textHash", approval.hash()))
                        .words(remark.isEmpty() ? Map.of() : Map.of("remark", remark)));
        if (approval.verdict() == Approval.Verdict.REJECT) {
            // the task's own variables end with it; the author needs to read what to change
            execution.getProcessInstance().setVariable(COMMENT, group(group) + ": " + remark);
        } else {
            forget(execution);
        }
    }

    /** The author reads who sent it back, in both languages. */
    private static String group(String id) {
        return Group.team().stream()
                .filter(one -> one.id().equals(id))
                .map(Group::label)
                .findFirst()
                .orElse(id);
    }

    /** One person's word must never answer for the next one who completes the task without any. */
    static void forget(DelegateExecution execution) {
        for (String answer : List.of(VERDICT, COMMENT)) {
            if (execution.hasVariable(answer)) {
                execution.setVariable(answer, null);
            }
        }
    }

    private static Approval.Verdict verdict(DelegateExecution execution) {
        Object verdict = execution.getVariable(VERDICT);
        if ("approve".equals(verdict)) {
            return Approval.Verdict.APPROVE;
        }
        if ("reject".equals(verdict)) {
            return Approval.Verdict.REJECT;
        }
        throw new NotAccepted("Choose whether to approve or to reject the statement. 请选择同意或退回。");
    }

    private static String remark(DelegateExecution execution, Approval approval) {
        Object comment = execution.getVariable(COMMENT);
        String remark = comment == null ? "" : comment.toString().strip();
        if (approval.verdict() == Approval.Verdict.REJECT && remark.isEmpty()) {
            throw new NotAccepted("Say what must be changed; the author reads it. 请写明需要修改的内容。");
        }
        if (remark.length() > LONGEST_REMARK) {
            throw new NotAccepted("The remark may have " + LONGEST_REMARK + " characters. 意见最多 1000 字。");
        }
        return remark;
    }

    private void onlyOnce(Approval approval, Statement statement) {
        boolean another = records.approvalsOf(statement).stream()
                .anyMatch(given -> given.approver().equals(approval.approver())
                        && !given.group().equals(approval.group()));
        if (another) {
            throw APPROVING.doneForAnother();
        }
    }

    private static void check(Approval approval, Statement statement) {
        if (approval.verdict() == Approval.Verdict.REJECT) {
            return;
        }
        if (approval.approver().equals(statement.author())) {
            throw new NotAccepted("You wrote this text; somebody else must approve it. 您是起草人，须由他人审核。");
        }
        if (!approval.hash().equals(statement.hash())) {
            throw new NotAccepted("The text on this task is not the text that " + statement.author()
                    + " submitted; reject it, so that it is drafted again. 当前文字与提交的版本不一致，请退回重新起草。");
        }
    }
}
