package org.crisisplan.notify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.Variables;
import org.springframework.stereotype.Component;

/** What the alert to management (R24) says of the crisis, and the task by which it is acknowledged. */
@Component
class Alert {

    private static final String ACKNOWLEDGE = "User_AcknowledgeAlert";

    private final TaskService tasks;
    private final TaskFacts links;
    private final CrisisFacts crisis;
    private final NotifySettings settings;

    Alert(TaskService tasks, TaskFacts links, CrisisFacts crisis, NotifySettings settings) {
        this.crisis = crisis;
        this.tasks = tasks;
        this.links = links;
        this.settings = settings;
    }

    Map<String, Object> facts(DelegateExecution step, boolean forDeputy) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("description", quoted(step, Variables.DESCRIPTION));
        facts.put("reasons", quoted(step, Variables.LEVEL_REASONS));
        facts.put("forDeputy", forDeputy);
        facts.put("link", openTasks(step).stream().findFirst().map(links::link).orElse(settings.link("/")));
        return facts;
    }

    /** Puts the acknowledgement into the deputy's Tasklist. */
    void offer(DelegateExecution step, Contact deputy) {
        openTasks(step).forEach(task -> tasks.addCandidateUser(task, deputy.user()));
    }

    private List<String> openTasks(DelegateExecution step) {
        return tasks
                .createTaskQuery()
                .processInstanceId(step.getProcessInstanceId())
                .taskDefinitionKey(ACKNOWLEDGE)
                .list()
                .stream()
                .map(Task::getId)
                .toList();
    }

    private String quoted(DelegateExecution step, String variable) {
        return PlainText.quoted(Objects.toString(crisis.value(step, variable), ""), 2000);
    }
}
