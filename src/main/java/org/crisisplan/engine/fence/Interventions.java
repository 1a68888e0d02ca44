package org.crisisplan.engine.fence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.core.variable.scope.AbstractVariableScope;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobListener;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.impl.oplog.UserOperationLogContext;
import org.camunda.bpm.engine.impl.oplog.UserOperationLogContextEntryBuilder;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyChange;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.crisisplan.engine.AdministratorActed;

/**
 * What administrators do to the engine by hand: in the transaction of the act, the operation log gets an entry of its own that says what
 * was done and what it changed. The engine's own entries for such acts name neither variables nor values.
 */
class Interventions {

    /** The operation's type in the log. */
    static final String OPERATION = "Intervene";

    private static final int LONGEST_TEXT = 3900;

    /** They give the caller something to fill in, and change nothing until it is saved. */
    private static final Set<String> MAKE_AN_OBJECT = Set.of(
            "CreateUserCmd",
            "CreateGroupCmd",
            "CreateAuthorizationCommand",
            "CreateFilterCmd",
            "CreateTaskCmd",
            "CreateMigrationPlanCmd");

    private final ApprovalBarrier barrier = new ApprovalBarrier();
    private final Consumer<Object> told;

    /** @param told is told of interventions: of {@link Intervened} before they are done, of {@link AdministratorActed} after */
    Interventions(Consumer<Object> told) {
        this.told = told;
    }

    <T> Command<T> logged(Command<T> command, String act) {
        return context -> {
            var fields = new CommandFields(command);
            if (isAboutNoJob(command, fields, context)) {
                return command.execute(context);
            }
            barrier.refuseWayAround(command, fields, context);
            Map<String, Object> before = variables(fields, context);
            Optional<ExecutionEntity> instance = instance(fields, context);
            Set<String> numbers = Set.copyOf(AffectedInstances.businessKeys(command, fields, context));
            String about = InterventionTarget.of(fields, context);
            String stood = before.isEmpty() ? InterventionTarget.before(fields, context) : before.toString();
            String becomes = fields.toString();
            numbers.forEach(number -> told.accept(new Intervened(
                    number,
                    Fence.nameOf(command),
                    before.isEmpty() ? "" : cut(before.toString()),
                    cut(fields.toString()))));
            T result = command.execute(context);
            log(command, act, fields, before, instance, context);
            if (MAKE_AN_OBJECT.contains(Fence.nameOf(command))) {
                return result;
            }
            String who = Objects.requireNonNullElse(context.getAuthenticatedUserId(), "");
            (numbers.isEmpty() ? Collections.<String>singleton(null) : numbers)
                    .forEach(number -> told.accept(new AdministratorActed(
                            who, kind(act), Fence.nameOf(command), number, about, cut(stood), cut(becomes))));
            return result;
        };
    }

    /** The engine's own command after a job that could not be run, here because there is none: nothing is changed. */
    private static boolean isAboutNoJob(Command<?> command, CommandFields fields, CommandContext context) {
        return command instanceof FailedJobListener
                && fields.value("jobFailureCollector")
                        .map(collector -> ((JobFailureCollector) collector).getJobId())
                        .map(context.getJobManager()::findJobById)
                        .isEmpty();
    }

    private static void log(
            Command<?> command,
            String act,
            CommandFields fields,
            Map<String, Object> before,
            Optional<ExecutionEntity> instance,
            CommandContext context) {
        var change = new PropertyChange(
                Fence.nameOf(command), before.isEmpty() ? null : cut(before.toString()), cut(fields.toString()));
        var entry = UserOperationLogContextEntryBuilder.entry(OPERATION, EntityTypes.PROCESS_INSTANCE)
                .category(UserOperationLogEntry.CATEGORY_ADMIN)
                .annotation(act)
                .propertyChanges(change);
        instance.ifPresent(entry::inContextOf);
        var log = new UserOperationLogContext();
        log.setUserId(context.getAuthenticatedUserId());
        log.setOperationId(
                context.getProcessEngineConfiguration().getIdGenerator().getNextId());
        log.addEntry(entry.create());
        context.getProcessEngineConfiguration()
                .getHistoryEventProducer()
                .createUserOperationLogEvents(log)
                .forEach(context.getProcessEngineConfiguration().getHistoryEventHandler()::handleEvent);
    }

    /** The name of the act as a word: {@code set-or-remove-variables}. */
    private static String kind(String act) {
        return act.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }

    private static Map<String, Object> variables(CommandFields fields, CommandContext context) {
        Map<String, Object> before = new LinkedHashMap<>();
        scope(fields, context)
                .ifPresent(scope ->
                        fields.variableNames().forEach(name -> before.put(name, scope.getVariable(name, false))));
        return before;
    }

    private static Optional<AbstractVariableScope> scope(CommandFields fields, CommandContext context) {
        return fields.text("entityId")
                .map(id -> Optional.<AbstractVariableScope>ofNullable(
                                context.getExecutionManager().findExecutionById(id))
                        .orElseGet(() -> context.getTaskManager().findTaskById(id)));
    }

    private static Optional<ExecutionEntity> instance(CommandFields fields, CommandContext context) {
        return fields.text("processInstanceId")
                .or(() -> fields.text("executionId"))
                .or(() -> fields.text("entityId"))
                .map(context.getExecutionManager()::findExecutionById)
                .or(() -> fields.text("jobId")
                        .map(context.getJobManager()::findJobById)
                        .map(JobEntity::getProcessInstanceId)
                        .map(context.getExecutionManager()::findExecutionById))
                .or(() -> fields.text("taskId")
                        .or(() -> fields.text("entityId"))
                        .map(context.getTaskManager()::findTaskById)
                        .map(TaskEntity::getExecution));
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + " ..." : text;
    }
}
