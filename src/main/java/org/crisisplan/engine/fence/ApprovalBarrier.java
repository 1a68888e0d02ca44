package org.crisisplan.engine.fence;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;

/**
 * Keeps administrators' interventions from leading around an approval or a signature (R42, R45, R57): in an instance of a process that
 * asks for one, variables are not set by hand and nothing is started, moved or skipped by hand. Such an instance can be deleted, and it
 * can be migrated to a version in which every step keeps its id.
 */
class ApprovalBarrier {

    private static final Set<String> CHANGES_COURSE = Set.of(
            "SetExecutionVariablesCmd",
            "PatchExecutionVariablesCmd",
            "RemoveExecutionVariablesCmd",
            "SetTaskVariablesCmd",
            "PatchTaskVariablesCmd",
            "RemoveTaskVariablesCmd",
            "SetVariablesToProcessInstancesBatchCmd",
            "ModifyProcessInstanceCmd",
            "ModifyProcessInstanceAsyncCmd",
            "ProcessInstanceModificationCmd",
            "ProcessInstanceModificationBatchCmd",
            "RestartProcessInstancesCmd",
            "RestartProcessInstancesBatchCmd",
            "MigrateProcessInstanceCmd",
            "MigrateProcessInstanceBatchCmd");

    /** Forms by which a person approves or signs. */
    private static final String APPROVES_OR_SIGNS = "(approve|sign)-.*";

    void refuseWayAround(Command<?> command, CommandFields fields, CommandContext context) {
        String name = command.getClass().getSimpleName();
        if (!CHANGES_COURSE.contains(name)) {
            return;
        }
        if (fields.value("processInstanceQuery").isPresent()
                || fields.value("historicProcessInstanceQuery").isPresent()
                || name.startsWith("Restart") && fields.value("query").isPresent()) {
            throw new AuthorizationException(
                    "Name the instances by their ids: whether one of them asks for an approval cannot be told from a query. Nothing was changed.");
        }
        boolean sameSteps = fields.value("migrationPlan")
                .map(plan -> ((MigrationPlan) plan)
                        .getInstructions().stream()
                                .allMatch(step -> step.getSourceActivityId().equals(step.getTargetActivityId())))
                .orElse(false);
        if (!sameSteps) {
            definitions(fields, context).stream()
                    .filter(definition -> asksForApproval(definition, context))
                    .findFirst()
                    .ifPresent(definition -> {
                        throw new AuthorizationException("The process " + definition
                                + " asks people for an approval or a signature; its instances cannot be changed by hand, or"
                                + " that could be passed by. Nothing was changed.");
                    });
        }
    }

    private static Set<String> definitions(CommandFields fields, CommandContext context) {
        Set<String> definitions = new LinkedHashSet<>();
        fields.text("processDefinitionId").ifPresent(definitions::add);
        fields.value("migrationPlan").map(MigrationPlan.class::cast).ifPresent(plan -> {
            definitions.add(plan.getSourceProcessDefinitionId());
            definitions.add(plan.getTargetProcessDefinitionId());
        });
        Stream.concat(
                        Stream.of(fields.text("processInstanceId"), fields.text("entityId"))
                                .flatMap(Optional::stream),
                        fields.texts("processInstanceIds").stream())
                .map(id -> definitionOf(id, context))
                .filter(Objects::nonNull)
                .forEach(definitions::add);
        return definitions;
    }

    private static @Nullable String definitionOf(String id, CommandContext context) {
        ExecutionEntity execution = context.getExecutionManager().findExecutionById(id);
        if (execution != null) {
            return execution.getProcessDefinitionId();
        }
        TaskEntity task = context.getTaskManager().findTaskById(id);
        return task == null ? null : task.getProcessDefinitionId();
    }

    private static boolean asksForApproval(String definition, CommandContext context) {
        BpmnModelInstance model = context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findBpmnModelInstanceForProcessDefinition(definition);
        return model.getModelElementsByType(UserTask.class).stream()
                .map(UserTask::getCamundaFormRef)
                .anyMatch(form -> form != null && form.matches(APPROVES_OR_SIGNS));
    }
}
