package org.crisisplan.plan;

import java.io.InputStream;
import java.util.List;
import org.camunda.bpm.application.ProcessApplicationReference;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.DeleteProcessDefinitionsSelectBuilder;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.repository.ProcessApplicationDeploymentBuilder;
import org.crisisplan.crisis.Crises;
import org.crisisplan.engine.fence.WrappingCommand;
import org.crisisplan.plan.check.PlanCheck;
import org.crisisplan.plan.check.PlanCheckRefusal;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The one way into the engine for whatever is deployed, from the folder, Modeler, REST or Java: it becomes the next version of the
 * whole plan or is refused. Versions that anything ran on are kept.
 */
class PlanRepositoryService extends RepositoryServiceImpl {

    private final ObjectProvider<PlanCheck> check;
    private final ObjectProvider<PlanVersionRepository> versions;
    private final ObjectProvider<PlanRefusalRepository> refusals;
    private final ObjectProvider<Crises> crises;

    PlanRepositoryService(
            ObjectProvider<PlanCheck> check,
            ObjectProvider<PlanVersionRepository> versions,
            ObjectProvider<PlanRefusalRepository> refusals,
            ObjectProvider<Crises> crises) {
        this.check = check;
        this.versions = versions;
        this.refusals = refusals;
        this.crises = crises;
    }

    @Override
    public PlanDeploymentBuilder createDeployment() {
        return new PlanDeploymentBuilder(this);
    }

    @Override
    public ProcessApplicationDeploymentBuilder createDeployment(ProcessApplicationReference application) {
        throw new BadUserRequestException("This product has one plan and no process applications beside it.");
    }

    /** One after the other on this node; among several nodes, the engine's lock in the database sees to it. */
    @Override
    public synchronized DeploymentWithDefinitions deployWithResult(DeploymentBuilderImpl builder) {
        var deploy = new DeployPlan(
                (PlanDeploymentBuilder) builder, check.getObject(), versions.getObject(), crises.getObject());
        try {
            DeploymentWithDefinitions made = commandExecutor.execute(deploy);
            deploy.refusal().ifPresent(refusal -> {
                throw refusal;
            });
            return made;
        } catch (PlanCheckRefusal refusal) {
            refusals.getObject().add(deploy.by(), deploy.origin(), deploy.detail(), refusal.findings());
            throw refusal;
        }
    }

    /** Whoever fetches a file of the plan, as an export does, has had that version of it. */
    @Override
    public InputStream getResourceAsStreamById(String deployment, String resource) {
        InputStream content = super.getResourceAsStreamById(deployment, resource);
        commandExecutor.execute((WrappingCommand<InputStream>) context -> {
            String reader = context.getAuthenticatedUserId();
            ResourceEntity file =
                    context.getResourceManager().findResourceByDeploymentIdAndResourceId(deployment, resource);
            if (reader != null && file != null) {
                versions.getObject()
                        .ofDeployment(deployment)
                        .ifPresent(version ->
                                versions.getObject().sees(reader, List.of(file.getName()), version.number()));
            }
            return content;
        });
        return content;
    }

    @Override
    public void deleteDeployment(String deployment) {
        deleteDeployment(deployment, false, false, false);
    }

    @Override
    public void deleteDeploymentCascade(String deployment) {
        deleteDeployment(deployment, true, false, false);
    }

    @Override
    public void deleteDeployment(String deployment, boolean cascade) {
        deleteDeployment(deployment, cascade, false, false);
    }

    @Override
    public void deleteDeployment(String deployment, boolean cascade, boolean skipCustomListeners) {
        deleteDeployment(deployment, cascade, skipCustomListeners, false);
    }

    @Override
    public void deleteDeployment(
            String deployment, boolean cascade, boolean skipCustomListeners, boolean skipIoMappings) {
        commandExecutor.execute(
                new DeletePlan(deployment, cascade, skipCustomListeners, skipIoMappings, versions.getObject()));
    }

    @Override
    public void deleteProcessDefinition(
            String definition, boolean cascade, boolean skipCustomListeners, boolean skipIoMappings) {
        var deletion = deleteProcessDefinitions().byIds(definition);
        if (cascade) {
            deletion.cascade();
        }
        if (skipCustomListeners) {
            deletion.skipCustomListeners();
        }
        if (skipIoMappings) {
            deletion.skipIoMappings();
        }
        deletion.delete();
    }

    @Override
    public DeleteProcessDefinitionsSelectBuilder deleteProcessDefinitions() {
        return new PlanDeleteProcessDefinitionsBuilder(commandExecutor, versions.getObject());
    }
}
