package org.crisisplan.board;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the engine knows of a crisis. Which steps a crisis waits for, and on whom, is shown to everybody who may read of it; what is
 * in a task stays with those it is offered to.
 */
@Component
public class CaseTasks {

    /** Of a crisis in a list; so many are due at a time at most. */
    private static final int MOST_OF_ONE = 20;

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final OfferedActs acts;

    CaseTasks(TaskService tasks, RuntimeService runtime, OfferedActs acts) {
        this.tasks = tasks;
        this.runtime = runtime;
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

    /**
     * The tasks that are assigned to the person or offered to them and taken by nobody; those due first come first. The engine's own query
     * would sort all of them to give the first few.
     */
    List<Step> openFor(CurrentUser person, int most) {
        String groups = person.groups().isEmpty() ? "" : " or L.GROUP_ID_ in (" + groupNames(person) + ")";
        var query = tasks.createNativeTaskQuery()
                .sql("select T.* from ACT_RU_TASK T where T.SUSPENSION_STATE_ = 1 and (T.ASSIGNEE_ = #{user}"
                        + " or T.ASSIGNEE_ is null and exists (select 1 from ACT_RU_IDENTITYLINK L where L.TASK_ID_ = T.ID_"
                        + " and L.TYPE_ = 'candidate' and (L.USER_ID_ = #{user}" + groups + ")))"
                        + " order by T.DUE_DATE_ nulls last, T.CREATE_TIME_, T.ID_ fetch first " + most + " rows only")
                .parameter("user", person.user());
        int i = 0;
        for (String group : sorted(person)) {
            query.parameter("group" + i++, group);
        }
        List<Task> mine = unrestricted(query::list);
        Map<String, String> numbers = numbers(mine);
        return mine.stream()
                .map(task -> step(task, numbers.getOrDefault(task.getProcessInstanceId(), ""), List.of()))
                .toList();
    }

    private static String groupNames(CurrentUser person) {
        return IntStream.range(0, person.groups().size())
                .mapToObj(i -> "#{group" + i + "}")
                .collect(Collectors.joining(", "));
    }

    private static List<String> sorted(CurrentUser person) {
        return person.groups().stream().sorted().toList();
    }

    /** For each of the crises the open task that is due first; nothing for those without one. */
    Map<String, Step> nextDue(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        List<Task> found = unrestricted(() -> tasks.createTaskQuery()
                .processInstanceBusinessKeyIn(numbers.toArray(String[]::new))
                .active()
                .dueAfter(Date.from(Instant.EPOCH))
                .orderByDueDate()
                .asc()
                .listPage(0, numbers.size() * MOST_OF_ONE));
        Map<String, String> byInstance = numbers(found);
        Map<String, Step> next = new HashMap<>();
        for (Task task : found) {
            String number = byInstance.getOrDefault(task.getProcessInstanceId(), "");
            next.putIfAbsent(number, step(task, number, List.of()));
        }
        return next;
    }

    /** The open tasks of the crisis, those due first come first. */
    List<Step> openOf(String number, int most) {
        return unrestricted(() -> {
            // by the instances: asked by the business key, a database may walk through all tasks in the order of their
            // due dates
            String[] instances = runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                    .map(ProcessInstance::getId)
                    .toArray(String[]::new);
            if (instances.length == 0) {
                return List.of();
            }
            return tasks
                    .createTaskQuery()
                    .processInstanceIdIn(instances)
                    .active()
                    .orderByDueDate()
                    .asc()
                    .listPage(0, most)
                    .stream()
                    .map(task -> step(task, number, groups(task)))
                    .toList();
        });
    }

    /** Of tasks of a crisis, those that the person can work on, or look into to see how the crisis is handled. */
    Set<String> openableOf(List<Step> shown, CurrentUser visitor) {
        if (shown.isEmpty()) {
            return Set.of();
        }
        TaskQuery ofCrisis =
                tasks.createTaskQuery().taskIdIn(shown.stream().map(Step::id).toArray(String[]::new));
        if (!visitor.looksIntoCrises()) {
            ofCrisis.or()
                    .taskAssignee(visitor.user())
                    .taskCandidateUser(visitor.user())
                    .includeAssignedTasks()
                    .endOr();
        }
        return ofCrisis.list().stream().map(Task::getId).collect(Collectors.toSet());
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
                .collect(Collectors.toMap(
                        ProcessInstance::getId, instance -> Crisis.numberIn(instance.getBusinessKey()))));
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
