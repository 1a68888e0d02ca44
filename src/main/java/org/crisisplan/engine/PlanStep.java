package org.crisisplan.engine;

import java.util.Optional;
import org.camunda.bpm.engine.impl.context.BpmnExecutionContext;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;

/**
 * An element of the diagrams that something happens at.
 *
 * @param process the key of its process
 * @param element its id
 * @param name as it is drawn, in both languages
 * @param clause the clauses of the plan that it carries out, such as {@code R24}; empty if its diagram names none
 */
public record PlanStep(String process, String element, String name, String clause) {

    /** Where the engine is on this thread at this moment; nowhere outside of its steps. */
    public static Optional<PlanStep> current() {
        BpmnExecutionContext context = Context.getCommandContext() == null ? null : Context.getBpmnExecutionContext();
        return context == null || context.getExecution() == null ? Optional.empty() : of(context.getExecution());
    }

    /** The step of an open task. */
    public static Optional<PlanStep> ofTask(String taskId) {
        CommandContext engine = Context.getCommandContext();
        TaskEntity task = engine == null ? null : engine.getTaskManager().findTaskById(taskId);
        return task == null || task.getExecution() == null ? Optional.empty() : of(task.getExecution());
    }

    /** The timer whose time has come and that is being carried out on this thread. */
    public static Optional<PlanStep> timer() {
        CommandContext engine = Context.getCommandContext();
        JobEntity job = engine == null ? null : engine.getCurrentJob();
        if (!(job instanceof TimerEntity) || job.getProcessDefinitionId() == null) {
            return Optional.empty();
        }
        ActivityImpl activity = engine.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(job.getProcessDefinitionId())
                .findActivity(job.getActivityId());
        return Optional.of(
                activity == null ? new PlanStep("", job.getActivityId(), job.getActivityId(), "") : of(activity));
    }

    private static Optional<PlanStep> of(ExecutionEntity execution) {
        return Optional.ofNullable(execution.getActivity()).map(PlanStep::of);
    }

    private static PlanStep of(ActivityImpl activity) {
        ScopeImpl process = activity.getProcessDefinition();
        String key = process.getId().replaceFirst(":.*", "");
        return new PlanStep(
                key,
                activity.getId(),
                text(activity.getProperty("name"), activity.getId()),
                text(activity.getProperty(Clauses.PROPERTY), ""));
    }

    private static String text(Object value, String otherwise) {
        return value instanceof String text && !text.isBlank() ? text.replaceAll("\\s+", " ") : otherwise;
    }
}
