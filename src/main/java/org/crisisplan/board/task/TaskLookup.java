package org.crisisplan.board.task;

import static java.util.function.Predicate.not;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.board.task.OneTask.Person;
import org.crisisplan.board.task.OneTask.Standing;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.engine.fence.TaskOffer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds a task, open or finished. Whose it is and who did it when is told to everybody who may read of crises; its form is not. */
@Component
class TaskLookup {

    private static final String COMPLETED = "completed";
    private static final String ASSIGNEE = "assignee";
    private static final String CANDIDATE = "candidate";

    private final TaskService tasks;
    private final HistoryService history;
    private final IdentityService identities;
    private final OfferedActs acts;

    TaskLookup(TaskService tasks, HistoryService history, IdentityService identities, OfferedActs acts) {
        this.tasks = tasks;
        this.history = history;
        this.identities = identities;
        this.acts = acts;
    }

    /** As it is for whoever is logged in. */
    Optional<OneTask> find(String id) {
        var person = identities.getCurrentAuthentication();
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> Optional.ofNullable(tasks.createTaskQuery().taskId(id).singleResult())
                        .map(task -> open(task, standing(task, person)))
                        .or(() -> Optional.ofNullable(history.createHistoricTaskInstanceQuery()
                                        .taskId(id)
                                        .singleResult())
                                .map(this::finished)));
    }

    private static Standing standing(Task task, org.camunda.bpm.engine.impl.identity.@Nullable Authentication person) {
        if (person == null || !TaskOffer.includes(task, person)) {
            return Standing.NOT_OFFERED;
        }
        if (task.getAssignee() == null) {
            return Standing.FREE;
        }
        return task.getAssignee().equals(person.getUserId()) ? Standing.MINE : Standing.TAKEN;
    }

    private OneTask open(Task task, Standing standing) {
        return new OneTask(
                task.getId(),
                task.getTaskDefinitionKey(),
                name(task.getName(), task.getTaskDefinitionKey()),
                task.getDescription(),
                task.getProcessInstanceId(),
                number(task.getProcessInstanceId()),
                standing,
                person(task.getAssignee()),
                task.getAssignee() == null ? null : takenAt(task.getId(), task.getAssignee()),
                moment(task.getDueDate()),
                tasks.getIdentityLinksForTask(task.getId()).stream()
                        .filter(link -> CANDIDATE.equals(link.getType()))
                        .map(IdentityLink::getGroupId)
                        .filter(Objects::nonNull)
                        .sorted()
                        .toList());
    }

    private OneTask finished(HistoricTaskInstance task) {
        boolean done = COMPLETED.equals(task.getDeleteReason());
        return new OneTask(
                task.getId(),
                task.getTaskDefinitionKey(),
                name(task.getName(), task.getTaskDefinitionKey()),
                task.getDescription(),
                task.getProcessInstanceId(),
                number(task.getProcessInstanceId()),
                done ? Standing.DONE : Standing.WITHDRAWN,
                done ? person(completedBy(task)) : null,
                moment(task.getEndTime()),
                moment(task.getDueDate()),
                links(task.getId(), CANDIDATE)
                        .map(HistoricIdentityLinkLog::getGroupId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Whoever completes a task need not have taken it. */
    private @Nullable String completedBy(HistoricTaskInstance task) {
        return history
                .createUserOperationLogQuery()
                .taskId(task.getId())
                .operationType(UserOperationLogEntry.OPERATION_TYPE_COMPLETE)
                .list()
                .stream()
                .map(UserOperationLogEntry::getUserId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(task.getAssignee());
    }

    private @Nullable Instant takenAt(String taskId, String assignee) {
        return links(taskId, ASSIGNEE)
                .filter(link -> assignee.equals(link.getUserId()) && "add".equals(link.getOperationType()))
                .map(link -> link.getTime().toInstant())
                .max(Instant::compareTo)
                .orElse(null);
    }

    private Stream<HistoricIdentityLinkLog> links(String taskId, String type) {
        return history.createHistoricIdentityLinkLogQuery().taskId(taskId).type(type).list().stream();
    }

    private String number(@Nullable String processInstance) {
        HistoricProcessInstance process = processInstance == null
                ? null
                : history.createHistoricProcessInstanceQuery()
                        .processInstanceId(processInstance)
                        .singleResult();
        return process == null || process.getBusinessKey() == null ? "" : Crisis.numberIn(process.getBusinessKey());
    }

    private @Nullable Person person(@Nullable String id) {
        if (id == null) {
            return null;
        }
        User user = identities.createUserQuery().userId(id).singleResult();
        String name = user == null
                ? ""
                : String.join(
                        " ",
                        Stream.of(user.getFirstName(), user.getLastName())
                                .filter(Objects::nonNull)
                                .filter(not(String::isBlank))
                                .toList());
        return new Person(id, name.isEmpty() ? id : name);
    }

    private static String name(@Nullable String name, String step) {
        return name == null ? step : name;
    }

    private static @Nullable Instant moment(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    /** To whom a task of these groups is offered, as people call them. */
    static List<String> labels(List<String> groups) {
        return groups.stream()
                .map(group -> Stream.of(org.crisisplan.department.Group.values())
                        .filter(known -> known.id().equals(group))
                        .map(org.crisisplan.department.Group::label)
                        .findFirst()
                        .orElse(group))
                .toList();
    }
}
