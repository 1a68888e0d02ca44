package org.crisisplan.approval;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.approval.SignatureRepository.Signature;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;

/**
 * At the end of "Sign the activation": keeps who signed or objected for which department (R42). The signer belongs to that department,
 * and signs for one department only, whatever groups they are in.
 */
@InPlan("recordSignature")
class RecordSignature implements ExecutionListener {

    private static final String DEPARTMENT = "department";
    private static final String VERDICT = "signature";
    private static final String REMARK = "signatureComment";

    private final SignatureRepository records;
    private final TaskSpeaker speaker;
    private final CrisisRecord record;

    RecordSignature(SignatureRepository records, TaskSpeaker speaker, CrisisRecord record) {
        this.record = record;
        this.records = records;
        this.speaker = speaker;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        String signer = speaker.ofWhoever("Signing the activation");
        String department = String.valueOf(execution.getVariable(DEPARTMENT));
        String activation = execution.getProcessInstanceId();
        if (!speaker.maySpeakFor(department, signer, execution)) {
            throw new NotAccepted("%s cannot sign for %s: this task was not given to %s. 您不能代表该部门签字。"
                    .formatted(signer, department, signer));
        }
        boolean another = records.of(activation).stream()
                .anyMatch(given ->
                        given.signer().equals(signer) && !given.department().equals(department));
        if (another) {
            throw new NotAccepted("You have signed for another department; a colleague of this one must. "
                    + "您已代表其他部门签字，须由本部门另一位同事签字。");
        }
        Object remark = execution.getVariable(REMARK);
        records.add(
                activation,
                execution.getProcessBusinessKey(),
                new Signature(department, signer, verdict(execution)),
                remark == null ? "" : remark.toString().strip());
        record.append(
                execution.getProcessBusinessKey(),
                Entry.of(ActKind.SIGNED, department).after(Map.of("verdict", verdict(execution))));
    }

    private static String verdict(DelegateExecution execution) {
        Object verdict = execution.getVariable(VERDICT);
        if (verdict instanceof String word && Set.of("sign", "object").contains(word)) {
            return word;
        }
        throw new NotAccepted("Choose whether to sign or to object. 请选择签字或反对。");
    }
}
