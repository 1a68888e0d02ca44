package org.crisisplan.notify;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.crisisplan.approval.Objections;
import org.crisisplan.contact.Contact;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.department.Group;
import org.crisisplan.engine.InPlan;
import org.crisisplan.publish.Rejections;
import org.crisisplan.web.BilingualText;

/**
 * A new task: tells everybody who is on duty and present for it; who stands in for somebody may do it as well. Listens to the creation of every user task. What the task answers to stands in the mail:
 * why a draft came back, who objects to the activation, what is different in the text to approve.
 */
@InPlan("announceTask")
class AnnounceTask implements TaskListener {

    private static final int LONGEST = 2000;

    /** The engine gives every other task 50. */
    private static final int PRIORITY_OF_DRILLS = 10;

    /** Signing the activation (R42) is asked for in words of its own. */
    private static final String SIGN_ACTIVATION = "User_SignActivation";

    private static final String DECIDE_ON_OBJECTION = "User_DecideOnObjection";
    private static final String DRAFT_STATEMENT = "User_DraftStatement";
    private static final String APPROVE_STATEMENT = "User_ApproveStatement";

    private final CrisisOfStep crisisOfStep;
    private final Responsible responsible;
    private final TaskFacts taskFacts;
    private final Rejections rejections;
    private final Objections objections;
    private final Outbox outbox;

    AnnounceTask(
            CrisisOfStep crisisOfStep,
            Responsible responsible,
            TaskFacts taskFacts,
            Rejections rejections,
            Objections objections,
            Outbox outbox) {
        this.crisisOfStep = crisisOfStep;
        this.responsible = responsible;
        this.taskFacts = taskFacts;
        this.rejections = rejections;
        this.objections = objections;
        this.outbox = outbox;
    }

    @Override
    public void notify(DelegateTask task) {
        String key = task.getExecution().getProcessBusinessKey();
        if (key != null && Crisis.isDrill(Crisis.numberIn(key))) {
            mark(task);
        }
        if (isGoneOnWith(task)) {
            return;
        }
        Map<String, Object> facts = new HashMap<>(taskFacts.of(task));
        List<Contact> owners = responsible.owners(task);
        responsible.standIns(task, owners).forEach(standIn -> task.addCandidateUser(standIn.user()));
        outbox.tell(
                Responsible.together(owners, responsible.askedByName(task)),
                kind(task, facts),
                crisisOfStep.of(task),
                facts);
    }

    /** Wherever its name is read, also in Tasklist, it says that it is rehearsed only; what is real stands above it (R61). */
    private static void mark(DelegateTask task) {
        String name = Objects.requireNonNullElse(task.getName(), task.getTaskDefinitionKey());
        task.setName(
                "DRILL: " + BilingualText.of(name, Locale.ENGLISH) + " 演练：" + BilingualText.of(name, Locale.CHINESE));
        task.setPriority(PRIORITY_OF_DRILLS);
    }

    /** Whoever told facts for a draft has it open again a moment later, and knows why it came back. */
    private static boolean isGoneOnWith(DelegateTask task) {
        return DRAFT_STATEMENT.equals(task.getTaskDefinitionKey()) && task.getAssignee() != null;
    }

    private MailKind kind(DelegateTask task, Map<String, Object> facts) {
        String process = task.getProcessInstanceId();
        return switch (String.valueOf(task.getTaskDefinitionKey())) {
            case SIGN_ACTIVATION -> MailKind.SIGNATURE_WANTED;
            case DECIDE_ON_OBJECTION ->
                objections
                        .last(process)
                        .map(objection -> {
                            facts.put("department", label(objection.department()));
                            facts.put("by", responsible.name(objection.signer()));
                            facts.put("why", PlainText.quoted(objection.reason(), LONGEST));
                            return MailKind.OBJECTION;
                        })
                        .orElse(MailKind.NEW_TASK);
            case DRAFT_STATEMENT ->
                rejections
                        .inForce(process)
                        .map(rejection -> {
                            facts.put("department", label(rejection.department()));
                            facts.put("by", responsible.name(rejection.approver()));
                            facts.put("why", PlainText.quoted(rejection.remark(), LONGEST));
                            facts.put("version", rejection.version());
                            putChanges(facts, rejection.changes());
                            return MailKind.DRAFT_REJECTED;
                        })
                        .orElse(MailKind.NEW_TASK);
            case APPROVE_STATEMENT -> {
                rejections.answered(process).ifPresent(changes -> putChanges(facts, changes));
                yield MailKind.NEW_TASK;
            }
            default -> MailKind.NEW_TASK;
        };
    }

    /** In both languages; each mail takes its half. */
    private static String label(String department) {
        return Group.team().stream()
                .filter(group -> group.id().equals(department))
                .map(Group::label)
                .findFirst()
                .orElse(department);
    }

    private static void putChanges(Map<String, Object> facts, Rejections.Changes changes) {
        facts.put("changesEn", PlainText.quoted(changes.english(), LONGEST));
        facts.put("changesZh", PlainText.quoted(changes.chinese(), LONGEST));
    }
}
