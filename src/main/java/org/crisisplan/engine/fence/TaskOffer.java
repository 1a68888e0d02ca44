package org.crisisplan.engine.fence;

import java.util.Collection;
import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Whose a task is to work on: of the people and groups it is offered to, of whoever took it, and of whoever gave it to somebody else to
 * do. The engine keeps that with the task, and it is asked for there each time.
 */
public final class TaskOffer {

    private TaskOffer() {}

    /** @param task as the engine's queries give it */
    public static boolean includes(Task task, @Nullable Authentication person) {
        return includes((TaskEntity) task, person);
    }

    public static boolean includes(TaskEntity task, @Nullable Authentication person) {
        if (person == null || person.getUserId() == null) {
            return false;
        }
        String user = person.getUserId();
        Collection<String> groups = person.getGroupIds();
        return user.equals(task.getAssignee())
                || user.equals(task.getOwner())
                || task.getCandidates().stream().anyMatch(candidate -> names(candidate, user, groups));
    }

    private static boolean names(IdentityLink candidate, String user, @Nullable Collection<String> groups) {
        return user.equals(candidate.getUserId())
                || groups != null && candidate.getGroupId() != null && groups.contains(candidate.getGroupId());
    }

    /** What somebody is told who may not work on the task. */
    public static AuthorizationException refusal(@Nullable String user) {
        return new AuthorizationException("'" + user
                + "' may not work on this task: it is offered to others. Whoever it is offered to, or who has taken it, can."
                + " Nothing was changed.");
    }

    /** Carries out the command only on a task that is offered to the person, and asks in the transaction of the command. */
    static <T> Command<T> required(Command<T> command, Authentication person) {
        return context -> {
            String id = new CommandFields(command).text("taskId").orElse(null);
            TaskEntity task = id == null ? null : context.getTaskManager().findTaskById(id);
            if (task == null ? id == null : !includes(task, person)) {
                throw refusal(Objects.requireNonNull(person.getUserId()));
            }
            return command.execute(context);
        };
    }
}
