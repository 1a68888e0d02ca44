package org.crisisplan.signals.trigger;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.crisis.Variables;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks people about what the tables cannot judge (R04, R12): an instance of the process {@code triage-signals} for each subject,
 * which is its business key.
 */
@Service
@Transactional
public class ManualTriage {

    private static final String KEY = "triage-signals";

    private final RuntimeService runtime;
    private final TaskService tasks;

    ManualTriage(RuntimeService runtime, TaskService tasks) {
        this.runtime = runtime;
        this.tasks = tasks;
    }

    /** @param fault why the tables cannot judge it, in one sentence */
    public void ask(String subject, String fault) {
        runtime.startProcessInstanceByKey(
                KEY,
                subject,
                Map.of(
                        Variables.SUBJECT,
                        subject,
                        Variables.FAULT,
                        fault,
                        Variables.TITLE,
                        "Signals that no table can judge 规则无法研判的信号: " + subject));
    }

    /** The subjects that people are being asked about. */
    public Set<String> asked() {
        Set<String> subjects = new TreeSet<>();
        runtime.createProcessInstanceQuery().processDefinitionKey(KEY).list().stream()
                .map(ProcessInstance::getBusinessKey)
                .forEach(subjects::add);
        return subjects;
    }

    /** How many of them somebody is asked about now; the others were judged and are asked again later. */
    public int open() {
        return (int) tasks.createTaskQuery().processDefinitionKey(KEY).count();
    }

    /** The tables judge it again; nobody need do it by hand any more. */
    public void over(String subject) {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(subject, KEY)
                .list()
                .forEach(instance -> runtime.setVariable(instance.getId(), Variables.JUDGED_BY_TABLES, true));
    }
}
