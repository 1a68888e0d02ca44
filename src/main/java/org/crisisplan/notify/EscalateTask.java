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

/**
 * A task's deadline is missed: its deputies are asked to do it, and get it in their Tasklist. When it is missed again, or there
 * are no deputies, management is told too. Called by the tasks' timers.
 */
@InPlan("escalateTask")
class EscalateTask implements TaskListener {

    private final CrisisOfStep crisisOfStep;
    private final Responsible responsible;
    private final TaskFacts facts;
    private final Outbox outbox;
    private final CrisisRecord record;

    EscalateTask(
            CrisisOfStep crisisOfStep, Responsible responsible, TaskFacts facts, Outbox outbox, CrisisRecord record) {
        this.crisisOfStep = crisisOfStep;
        this.record = record;
        this.responsible = responsible;
        this.facts = facts;
        this.outbox = outbox;
    }

    @Override
    public void notify(DelegateTask task) {
        List<Contact> deputies = responsible.deputiesToAsk(task);
        deputies.forEach(deputy -> task.addCandidateUser(deputy.user()));
        List<Contact> above = deputies.isEmpty() ? responsible.management() : List.of();
        List<Contact> askedToo = responsible.askedByName(task);
        Map<String, Object> words = facts.of(task);
        words.put("askedToo", askedToo.stream().map(Contact::person).toList());
        record.append(
                crisisOfStep.of(task).number(),
                Entry.of(ActKind.ESCALATED, task.getTaskDefinitionKey())
                        .after(Map.of(
                                "deputies",
                                deputies.stream().map(Contact::user).toList(),
                                "above",
                                above.stream().map(Contact::user).toList())));
        outbox.tell(
                Responsible.together(responsible.owners(task), askedToo, above),
                MailKind.DEADLINE_MISSED,
                crisisOfStep.of(task),
                words);
    }
}
