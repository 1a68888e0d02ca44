package org.crisisplan.notify;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.OnCall;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/**
 * What management instructs when it acknowledges the alert (R24) reaches the team at once. Before there is a team, it reaches whoever
 * is asked to do something; the team reads it when it is formed. Listens to the completion of "Acknowledge the alert".
 */
@InPlan("passOnInstruction")
class PassOnInstruction implements TaskListener {

    static final String FACT = "managementInstruction";
    static final int LONGEST = 1200;

    private final CrisisOfStep crisisOfStep;
    private final Crises crises;
    private final TeamRepository team;
    private final OnCall onCall;
    private final Responsible responsible;
    private final TaskService tasks;
    private final IdentityService identities;
    private final Outbox outbox;
    private final Links links;

    PassOnInstruction(
            CrisisOfStep crisisOfStep,
            Crises crises,
            TeamRepository team,
            OnCall onCall,
            Responsible responsible,
            TaskService tasks,
            IdentityService identities,
            Outbox outbox,
            Links links) {
        this.crisisOfStep = crisisOfStep;
        this.crises = crises;
        this.team = team;
        this.onCall = onCall;
        this.responsible = responsible;
        this.tasks = tasks;
        this.identities = identities;
        this.outbox = outbox;
        this.links = links;
    }

    @Override
    public void notify(DelegateTask task) {
        AboutCrisis crisis = crisisOfStep.of(task);
        Crisis.Fact instruction = crises.factsOf(crisis.number()).get(FACT);
        if (instruction == null || !isNew(instruction, task.getCreateTime().toInstant())) {
            return;
        }
        String by = whoever(task);
        Map<String, Object> facts = new HashMap<>();
        facts.put("ordered", PlainText.quoted(Objects.toString(instruction.value(), ""), LONGEST));
        facts.put("by", by == null ? "" : responsible.name(by));
        facts.put("link", links.to("/crises/" + crisis.number()));
        outbox.tell(
                readers(crisis.number()).stream()
                        .filter(reader -> !reader.user().equals(by))
                        .toList(),
                MailKind.INSTRUCTION,
                crisis,
                facts);
    }

    private @Nullable String whoever(DelegateTask task) {
        Authentication login = identities.getCurrentAuthentication();
        return login == null || login.getUserId() == null ? task.getAssignee() : login.getUserId();
    }

    /** One of an earlier alert was passed on then. */
    private static boolean isNew(Crisis.Fact instruction, Instant asked) {
        return !Objects.toString(instruction.value(), "").isBlank()
                && !instruction.saidAt().isBefore(asked);
    }

    private List<Contact> readers(String number) {
        List<Contact> members = team.of(number);
        return members.isEmpty() ? onCall.of(departmentsAtWork(number)) : members;
    }

    private Set<String> departmentsAtWork(String number) {
        Set<String> departments = new HashSet<>();
        for (Task open :
                tasks.createTaskQuery().processInstanceBusinessKey(number).list()) {
            tasks.getIdentityLinksForTask(open.getId()).stream()
                    .map(IdentityLink::getGroupId)
                    .filter(Objects::nonNull)
                    .forEach(departments::add);
        }
        return departments;
    }
}
