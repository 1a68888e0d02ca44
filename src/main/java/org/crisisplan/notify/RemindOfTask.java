package org.crisisplan.notify;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.crisisplan.engine.InPlan;

/** A task's deadline is near: reminds whoever claimed it or could. Called by the tasks' timers. */
@InPlan("remindOfTask")
class RemindOfTask implements TaskListener {

    private final Responsible responsible;
    private final TaskFacts facts;
    private final Outbox outbox;

    RemindOfTask(Responsible responsible, TaskFacts facts, Outbox outbox) {
        this.responsible = responsible;
        this.facts = facts;
        this.outbox = outbox;
    }

    @Override
    public void notify(DelegateTask task) {
        outbox.tell(
                Responsible.together(responsible.owners(task), responsible.askedByName(task)),
                MailKind.DEADLINE_NEAR,
                AboutCrisis.of(task),
                facts.of(task));
    }
}
