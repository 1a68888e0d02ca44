package org.crisisplan.approval;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.approval.SignatureRepository.Signature;
import org.crisisplan.approval.TaskSpeaker.Deed;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.department.Group;
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
    private static final String OBJECTS = "object";
    private static final String OBJECTIONS = "objections";

    /** As much as a variable of the engine holds. */
    private static final int LONGEST = 4000;

    private static final Deed SIGNING = new Deed("Signing the activation", "sign", "signed", "签字");

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
        String department = String.valueOf(execution.getVariable(DEPARTMENT));
        String signer = speaker.speakingFor(department, SIGNING, execution);
        String activation = execution.getProcessInstanceId();
        boolean another = records.of(activation).stream()
                .anyMatch(given ->
                        given.signer().equals(signer) && !given.department().equals(department));
        if (another) {
            throw SIGNING.doneForAnother();
        }
        Object remark = execution.getVariable(REMARK);
        records.add(
                activation,
                execution.getProcessBusinessKey(),
                new Signature(department, signer, verdict(execution)),
                remark == null ? "" : remark.toString().strip());
        if (OBJECTS.equals(verdict(execution))) {
            execution.getProcessInstance().setVariable(OBJECTIONS, objections(activation));
        }
        record.append(
                execution.getProcessBusinessKey(),
                Entry.of(ActKind.SIGNED, department).after(Map.of("verdict", verdict(execution))));
    }

    /** Whoever decides reads who objected and why, the latest first, also those of an earlier round. */
    private String objections(String activation) {
        List<String> lines = records.objectionsTo(activation).stream()
                .map(objection ->
                        "%s (%s): %s".formatted(label(objection.department()), objection.signer(), objection.reason()))
                .toList();
        String all = String.join("\n", lines);
        return all.length() > LONGEST ? all.substring(0, LONGEST) : all;
    }

    private static String label(String department) {
        return Arrays.stream(Group.values())
                .filter(group -> group.id().equals(department))
                .map(Group::label)
                .findFirst()
                .orElse(department);
    }

    private static String verdict(DelegateExecution execution) {
        Object verdict = execution.getVariable(VERDICT);
        if (verdict instanceof String word && Set.of("sign", "object").contains(word)) {
            return word;
        }
        throw new NotAccepted("Choose whether to sign or to object. 请选择签字或反对。");
    }
}
