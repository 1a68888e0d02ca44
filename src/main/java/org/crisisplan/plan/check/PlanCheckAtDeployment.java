package org.crisisplan.plan.check;

import java.util.Arrays;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.cmmn.deployer.CmmnDeployer;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;

/**
 * Stands before the engine's own deployers, behind the check of the whole plan: a model that could run code is refused even where
 * something is deployed past that check.
 */
class PlanCheckAtDeployment implements Deployer {

    private final PlanCheckSafety safety;

    PlanCheckAtDeployment(PlanCheckSafety safety) {
        this.safety = safety;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (deployment.isNew()) {
            deployment.getResources().values().forEach(this::check);
        }
    }

    private void check(ResourceEntity resource) {
        var report = new PlanCheckReport();
        if (isOneOf(resource, CmmnDeployer.CMMN_RESOURCE_SUFFIXES)) {
            report.add(resource.getName(), "", "is a case model, which this product does not run", "Draw a process");
        } else if (isOneOf(resource, BpmnDeployer.BPMN_RESOURCE_SUFFIXES)
                || isOneOf(resource, DecisionDefinitionDeployer.DMN_RESOURCE_SUFFIXES)) {
            safety.check(resource.getName(), resource.getBytes(), report);
        }
        if (!report.findings().isEmpty()) {
            throw PlanCheckRefusal.of(report.findings());
        }
    }

    private static boolean isOneOf(ResourceEntity resource, String[] endings) {
        return Arrays.stream(endings).anyMatch(resource.getName()::endsWith);
    }
}
