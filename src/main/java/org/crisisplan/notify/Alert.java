package org.crisisplan.notify;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.contact.Contact;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.Variables;
import org.crisisplan.notify.acknowledge.AcknowledgeLinkRepository;
import org.crisisplan.web.BilingualText;
import org.springframework.stereotype.Component;

/**
 * The alert to management (R24): what it says of the crisis, and the two ways to acknowledge it - the task, and a link that is for its
 * reader alone.
 */
@Component
class Alert {

    private static final int LONGEST = 2000;

    private final TaskService tasks;
    private final TaskFacts taskFacts;
    private final CrisisFacts crises;
    private final AcknowledgeLinkRepository acknowledge;
    private final Links links;
    private final Outbox outbox;

    Alert(
            TaskService tasks,
            TaskFacts taskFacts,
            CrisisFacts crises,
            AcknowledgeLinkRepository acknowledge,
            Links links,
            Outbox outbox) {
        this.tasks = tasks;
        this.taskFacts = taskFacts;
        this.crises = crises;
        this.acknowledge = acknowledge;
        this.links = links;
        this.outbox = outbox;
    }

    void tell(DelegateExecution step, AboutCrisis crisis, Collection<Contact> people, boolean forDeputy) {
        // before the task is there, the crisis's page leads to it
        String link = openTasks(step).stream()
                .findFirst()
                .map(taskFacts::link)
                .orElse(links.to("/crises/" + crisis.number()));
        Map<String, Contact> once = new LinkedHashMap<>();
        people.forEach(person -> once.putIfAbsent(person.user(), person));
        once.values().forEach(person -> tell(step, crisis, person, link, forDeputy));
        outbox.tellRooms(people, MailKind.MANAGEMENT_ALERT, crisis, Map.of("link", link));
    }

    private void tell(DelegateExecution step, AboutCrisis crisis, Contact person, String link, boolean forDeputy) {
        String reasons = text(step, Variables.LEVEL_REASONS);
        var issued =
                acknowledge.issue(person.user(), crisis.number(), step.getProcessInstanceId(), crisis.level(), reasons);
        Map<String, Object> facts = new HashMap<>();
        facts.put("description", PlainText.quoted(text(step, Variables.DESCRIPTION), LONGEST));
        facts.put(
                "reasons",
                PlainText.quoted(
                        BilingualText.ofReasons(reasons, person.language().locale()), LONGEST));
        facts.put("forDeputy", forDeputy);
        facts.put("link", link);
        facts.put("acknowledge", links.to(issued.path()));
        facts.put("acknowledgeUntil", issued.expires());
        outbox.tellAlone(person, MailKind.MANAGEMENT_ALERT, crisis, facts);
    }

    /** Puts the acknowledgement into the deputy's Tasklist. */
    void offer(DelegateExecution step, Contact deputy) {
        openTasks(step).forEach(task -> tasks.addCandidateUser(task, deputy.user()));
    }

    /** Who has it there already, by name. */
    Set<String> offeredTo(DelegateExecution step) {
        return openTasks(step).stream()
                .flatMap(task -> tasks.getIdentityLinksForTask(task).stream())
                .map(IdentityLink::getUserId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private List<String> openTasks(DelegateExecution step) {
        return tasks
                .createTaskQuery()
                .processInstanceId(step.getProcessInstanceId())
                .taskDefinitionKey(AcknowledgeLinkRepository.TASK)
                .list()
                .stream()
                .map(Task::getId)
                .toList();
    }

    private String text(DelegateExecution step, String variable) {
        return Objects.toString(crises.value(step, variable), "");
    }
}
