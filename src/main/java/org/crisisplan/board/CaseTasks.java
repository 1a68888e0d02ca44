package org.crisisplan.board;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.Facts;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the engine knows of a crisis. Which steps a crisis waits for, and on whom, is shown to everybody who may read of it; what is
 * in a task stays with those it is offered to.
 */
@Component
class CaseTasks {

    private static final int MOST_SHOWN = 50;

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final HistoryService history;
    private final OfferedActs acts;

    CaseTasks(TaskService tasks, RuntimeService runtime, HistoryService history, OfferedActs acts) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.history = history;
        this.acts = acts;
    }

    /**
     * An open task.
     *
     * @param number of the crisis it belongs to; of signals that are triaged by hand, their subject
     * @param groups to which it is offered
     */
    record Step(
            String id,
            String name,
            String number,
            @Nullable Instant due,
            @Nullable String assignee,
            List<String> groups) {}

    /** The tasks that are assigned to the person or offered to them and taken by nobody; those due first come first. */
    List<Step> openFor(String user) {
        List<Task> mine = tasks.createTaskQuery()
                .or()
                .taskAssignee(user)
                .taskCandidateUser(user)
                .endOr()
                .active()
                .orderByDueDate()
                .asc()
                .orderByTaskCreateTime()
                .asc()
                .listPage(0, MOST_SHOWN);
        Map<String, String> numbers = numbers(mine);
        return mine.stream()
                .map(task -> step(task, numbers.getOrDefault(task.getProcessInstanceId(), ""), List.of()))
                .toList();
    }

    /** Every open task of the crisis. */
    List<Step> openOf(String number) {
        return unrestricted(() ->
                tasks
                        .createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .active()
                        .orderByDueDate()
                        .asc()
                        .list()
                        .stream()
                        .map(task -> step(task, number, groups(task)))
                        .toList());
    }

    /** Of all tasks of the crisis, those that the engine lets this person open: it knows who is asking. */
    Set<String> openableOf(String number) {
        return tasks.createTaskQuery().processInstanceBusinessKey(number).list().stream()
                .map(Task::getId)
                .collect(Collectors.toSet());
    }

    /** The crisis's main process while it runs. */
    Optional<String> running(String number) {
        return root(number).filter(root -> root.getEndTime() == null).map(HistoricProcessInstance::getId);
    }

    /** What is known of the crisis, by the facts' names. */
    Map<String, Object> facts(String number) {
        return root(number).map(root -> unrestricted(() -> facts(root))).orElse(Map.of());
    }

    private Map<String, Object> facts(HistoricProcessInstance root) {
        String[] names = Facts.all().stream().map(Facts.Fact::name).toArray(String[]::new);
        Map<String, Object> facts = new HashMap<>();
        for (HistoricVariableInstance fact : history.createHistoricVariableInstanceQuery()
                .processInstanceId(root.getId())
                .activityInstanceIdIn(root.getId())
                .variableNameIn(names)
                .list()) {
            if (fact.getValue() != null) {
                facts.put(fact.getName(), fact.getValue());
            }
        }
        return facts;
    }

    private Optional<HistoricProcessInstance> root(String number) {
        return Optional.ofNullable(unrestricted(() -> history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .processDefinitionKey(CrisisResponse.KEY)
                .rootProcessInstances()
                .singleResult()));
    }

    private Map<String, String> numbers(List<Task> of) {
        Set<String> instances = new HashSet<>();
        of.stream()
                .filter(task -> task.getProcessInstanceId() != null)
                .forEach(task -> instances.add(task.getProcessInstanceId()));
        if (instances.isEmpty()) {
            return Map.of();
        }
        return unrestricted(() -> runtime.createProcessInstanceQuery().processInstanceIds(instances).list().stream()
                .filter(instance -> instance.getBusinessKey() != null)
                .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey)));
    }

    private List<String> groups(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(group -> group != null)
                .sorted()
                .toList();
    }

    private static Step step(Task task, String number, List<String> groups) {
        return new Step(
                task.getId(),
                task.getName() == null ? task.getTaskDefinitionKey() : task.getName(),
                number,
                task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                task.getAssignee(),
                groups);
    }

    private <T> T unrestricted(Callable<T> query) {
        return acts.perform(OfferedActs.READ_FOR_PAGE, query);
    }
}
