package org.crisisplan.notify;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.crisisplan.engine.InPlan;

/** A new task: tells everybody who can do it. Listens to the creation of every user task. */
@InPlan("announceTask")
class AnnounceTask implements TaskListener {

    private final CrisisOfStep crisisOfStep;
    /** Signing the activation (R42) is asked for in words of its own. */
    private static final String SIGN_ACTIVATION = "User_SignActivation";

    private final Responsible responsible;
    private final TaskFacts facts;
    private final Outbox outbox;

    AnnounceTask(CrisisOfStep crisisOfStep, Responsible responsible, TaskFacts facts, Outbox outbox) {
        this.crisisOfStep = crisisOfStep;
        this.responsible = responsible;
        this.facts = facts;
        this.outbox = outbox;
    }

    @Override
    public void notify(DelegateTask task) {
        MailKind kind =
                SIGN_ACTIVATION.equals(task.getTaskDefinitionKey()) ? MailKind.SIGNATURE_WANTED : MailKind.NEW_TASK;
        outbox.tell(
                Responsible.together(responsible.owners(task), responsible.askedByName(task)),
                kind,
                crisisOfStep.of(task),
                facts.of(task));
    }
}
