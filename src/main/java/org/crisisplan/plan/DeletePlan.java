package org.crisisplan.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cmd.DeleteDeploymentCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/** Deletes a deployment, but no version of the plan that is still needed to run crises or to account for them. */
class DeletePlan extends DeleteDeploymentCmd {

    private static final long serialVersionUID = 1L;

    private final transient PlanVersionRepository versions;

    DeletePlan(
            String deployment,
            boolean cascade,
            boolean skipCustomListeners,
            boolean skipIoMappings,
            PlanVersionRepository versions) {
        super(deployment, cascade, skipCustomListeners, skipIoMappings);
        this.versions = versions;
    }

    @Override
    public Void execute(CommandContext context) {
        if (deploymentId != null) {
            context.getProcessEngineConfiguration()
                    .getCommandCheckers()
                    .forEach(checker -> checker.checkDeleteDeployment(deploymentId));
            // nobody deploys, or rolls back to it, in between
            context.getPropertyManager().acquireExclusiveLock();
            versions.ofDeployment(deploymentId)
                    .ifPresent(version -> context.runWithoutAuthorization(() -> refuseIfNeeded(version, context)));
        }
        return super.execute(context);
    }

    private Optional<Void> refuseIfNeeded(PlanVersion version, CommandContext context) {
        if (versions.newest().orElseThrow().equals(version)) {
            throw refusal(version, "it is the one that runs. Deploy another version first");
        }
        List<ProcessDefinition> processes =
                context.getProcessDefinitionManager().findProcessDefinitionsByDeploymentId(version.deployment());
        HistoryService history = context.getProcessEngineConfiguration().getHistoryService();
        RuntimeService runtime = context.getProcessEngineConfiguration().getRuntimeService();
        refuseIfAny(
                version,
                processes,
                "runs",
                id -> runtime.createProcessInstanceQuery()
                        .processDefinitionId(id)
                        .count());
        refuseIfAny(
                version,
                processes,
                "ran",
                id -> history.createHistoricProcessInstanceQuery()
                        .processDefinitionId(id)
                        .count());
        return Optional.empty();
    }

    private static void refuseIfAny(
            PlanVersion version, List<ProcessDefinition> processes, String verb, ToLongFunction<String> instances) {
        for (ProcessDefinition process : processes) {
            if (instances.applyAsLong(process.getId()) > 0) {
                throw refusal(
                        version,
                        "%s %s on it. It is kept as long as their records are".formatted(process.getKey(), verb));
            }
        }
    }

    private static BadUserRequestException refusal(PlanVersion version, String why) {
        return new BadUserRequestException(
                "Nothing was deleted. Version v%d of the plan stays: %s.".formatted(version.number(), why));
    }
}
