package org.crisisplan.engine.fence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.ResourceTypeUtil;
import org.jspecify.annotations.Nullable;

/** What an administrator's act is done to, in words that outlive it: a name instead of an id that is gone tomorrow. */
final class InterventionTarget {

    private InterventionTarget() {}

    /** The task, job, step or person; empty if it is none of them. */
    static String of(CommandFields fields, CommandContext context) {
        return task(fields, context)
                .map(task -> task.getName() + " (" + task.getTaskDefinitionKey() + ")")
                .or(() -> job(fields, context)
                        .map(job -> Optional.ofNullable(job.getJobDefinition())
                                .map(definition ->
                                        definition.getActivityId() + " (" + definition.getJobConfiguration() + ")")
                                .orElse(job.getJobHandlerType())))
                .or(() -> execution(fields, context).map(InterventionTarget::step))
                .or(() -> person(fields))
                .or(() -> fields.text("userId"))
                .or(() -> fields.text("groupId"))
                .or(() -> fields.text("deploymentId"))
                .orElse("");
    }

    /** Whom the command saves; or whom it takes away, if it names nothing else. */
    private static Optional<String> person(CommandFields fields) {
        return fields.values().stream()
                .filter(User.class::isInstance)
                .map(user -> ((User) user).getId())
                .findFirst()
                .or(() -> fields.text("userId")
                        .filter(id -> fields.text("groupId").isEmpty()));
    }

    private static String step(ExecutionEntity execution) {
        String process = execution.getProcessDefinitionId().replaceAll(":.*", "");
        return execution.getActivityId() == null ? process : process + " " + execution.getActivityId();
    }

    /** What stood there of a person, a task or a right before; empty if that is not known. */
    static String before(CommandFields fields, CommandContext context) {
        return task(fields, context)
                .map(InterventionTarget::said)
                .or(() -> person(fields)
                        .map(id -> context.getReadOnlyIdentityProvider().findUserById(id))
                        .map(InterventionTarget::said))
                .or(() -> fields.text("authorizationId")
                        .map(id -> context.getDbEntityManager().selectById(AuthorizationEntity.class, id))
                        .map(InterventionTarget::said))
                .or(() -> job(fields, context)
                        .map(job -> "retries=" + job.getRetries() + ", dueDate=" + job.getDuedate()))
                .orElse("");
    }

    private static String said(TaskEntity task) {
        return "assignee=" + task.getAssignee() + ", dueDate=" + task.getDueDate() + ", priority=" + task.getPriority();
    }

    /** As it is kept or is to be kept; that a password is set is said, but never which. */
    static String said(User user) {
        boolean password = user instanceof UserEntity entity && entity.hasNewPassword();
        return user.getId() + " (firstName=" + user.getFirstName() + ", lastName=" + user.getLastName() + ", email="
                + user.getEmail() + (password ? ", a password" : "") + ")";
    }

    static String said(Authorization right) {
        String who = right.getUserId() == null ? "group " + right.getGroupId() : "user " + right.getUserId();
        List<String> permissions = Arrays.stream(
                        right.getPermissions(ResourceTypeUtil.getPermissionsByResourceType(right.getResourceType())))
                .map(Permission::getName)
                .toList();
        return who + " on resource type " + right.getResourceType() + " '" + right.getResourceId() + "': "
                + String.join(" ", permissions);
    }

    private static Optional<TaskEntity> task(CommandFields fields, CommandContext context) {
        return found(fields, "taskId", context.getTaskManager()::findTaskById)
                .or(() -> found(fields, "entityId", context.getTaskManager()::findTaskById));
    }

    private static Optional<JobEntity> job(CommandFields fields, CommandContext context) {
        return found(fields, "jobId", context.getJobManager()::findJobById)
                .or(() -> fields.texts("jobIds").stream().findFirst().map(context.getJobManager()::findJobById));
    }

    private static Optional<ExecutionEntity> execution(CommandFields fields, CommandContext context) {
        return found(fields, "entityId", context.getExecutionManager()::findExecutionById)
                .or(() -> found(fields, "executionId", context.getExecutionManager()::findExecutionById))
                .or(() -> found(fields, "processInstanceId", context.getExecutionManager()::findExecutionById));
    }

    private static <T> Optional<T> found(
            CommandFields fields, String name, java.util.function.Function<String, @Nullable T> look) {
        return fields.text(name).map(look);
    }
}
