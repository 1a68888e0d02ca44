package org.crisisplan.notify;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** What a mail about a task says of it: its name, its sentence of instruction, until when, and the link that opens it. */
@Component
class TaskFacts {

    /** Which task it is, for the product itself. */
    static final String TASK_ID = "taskId";

    private final Links links;

    TaskFacts(Links links) {
        this.links = links;
    }

    Map<String, Object> of(DelegateTask task) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("task", PlainText.line(task.getName() == null ? task.getTaskDefinitionKey() : task.getName(), 200));
        // the engine takes the description of a task from the documentation of its element
        facts.put("instruction", task.getDescription() == null ? null : PlainText.line(task.getDescription(), 1000));
        facts.put("until", task.getDueDate() == null ? null : task.getDueDate().toInstant());
        facts.put("link", link(task.getId()));
        facts.put(TASK_ID, task.getId());
        return facts;
    }

    String link(String taskId) {
        return links.to("/tasks/" + taskId);
    }
}
