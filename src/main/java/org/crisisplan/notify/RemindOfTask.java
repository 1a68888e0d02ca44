package org.crisisplan.notify;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.crisisplan.contact.Contact;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;

/** A task's deadline is near: reminds whoever claimed it or could. Called by the tasks' timers. */
@InPlan("remindOfTask")
class RemindOfTask implements TaskListener {

    private final CrisisOfStep crisisOfStep;
    private final Responsible responsible;
    private final TaskFacts facts;
    private final Outbox outbox;
    private final CrisisRecord record;

    RemindOfTask(
            CrisisOfStep crisisOfStep, Responsible responsible, TaskFacts facts, Outbox outbox, CrisisRecord record) {
        this.crisisOfStep = crisisOfStep;
        this.record = record;
        this.responsible = responsible;
        this.facts = facts;
        this.outbox = outbox;
    }

    @Override
    public void notify(DelegateTask task) {
        List<Contact> reminded = Responsible.together(responsible.owners(task), responsible.askedByName(task));
        record.append(
                crisisOfStep.of(task).number(),
                Entry.of(ActKind.REMINDED, task.getTaskDefinitionKey())
                        .after(Map.of(
                                "users", reminded.stream().map(Contact::user).toList())));
        outbox.tell(reminded, MailKind.DEADLINE_NEAR, crisisOfStep.of(task), facts.of(task));
    }
}
