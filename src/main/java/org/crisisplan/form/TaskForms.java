package org.crisisplan.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.stereotype.Component;

/** The form of an open task for our own page: what Tasklist shows, and the same way of answering it. */
@Component
public class TaskForms {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FormService forms;
    private final TaskService tasks;

    TaskForms(FormService forms, TaskService tasks) {
        this.forms = forms;
        this.tasks = tasks;
    }

    /** As it was deployed; empty for a task without one. */
    public Optional<JsonNode> of(String taskId) {
        if (forms.getTaskFormData(taskId).getCamundaFormRef() == null) {
            return Optional.empty();
        }
        try (InputStream file = forms.getDeployedTaskForm(taskId)) {
            return Optional.of(JSON.readTree(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The form of task " + taskId + " cannot be read", unreadable);
        }
    }

    /** What its fields show and its conditions ask for. */
    public Map<String, Object> values(String taskId, JsonNode form) {
        List<String> names = NAME.matcher(form.toString())
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        return SubmittedValues.forExpressions(forms.getTaskFormVariables(taskId, names, false));
    }

    /**
     * Completes the task with the answers of whoever is logged in.
     *
     * @throws SubmissionRefused if the form does not take them
     */
    public void answer(String taskId, Map<String, JsonNode> answers) {
        Map<String, Object> variables = new HashMap<>();
        answers.forEach((name, value) -> variables.put(name, SubmittedValues.write(value)));
        if (forms.getTaskFormData(taskId).getCamundaFormRef() == null) {
            tasks.complete(taskId);
        } else {
            forms.submitTaskForm(taskId, variables);
        }
    }

    /** Answers as a page sends them. @throws IllegalArgumentException if it is no list of names and values */
    public static Map<String, JsonNode> read(String json) {
        try {
            JsonNode answers = JSON.readTree(json);
            if (answers == null || !answers.isObject()) {
                throw new IllegalArgumentException("Answers are a JSON object");
            }
            Map<String, JsonNode> byName = new HashMap<>();
            answers.properties().forEach(answer -> byName.put(answer.getKey(), answer.getValue()));
            return byName;
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("Answers are a JSON object", malformed);
        }
    }
}
