package org.crisisplan.plan;

import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.engine.repository.CaseDefinition;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.DecisionRequirementsDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What whoever deploys is answered: the plan version, and of its definitions those of the files that were sent. Modeler starts the
 * first of them.
 */
record PlanAnswer(
        Deployment deployment,
        List<ProcessDefinition> processes,
        List<DecisionDefinition> decisions,
        List<DecisionRequirementsDefinition> requirements)
        implements DeploymentWithDefinitions {

    PlanAnswer only(Set<String> files) {
        Predicate<ResourceDefinition> sent = definition -> files.contains(definition.getResourceName());
        return new PlanAnswer(
                deployment,
                processes.stream().filter(sent).toList(),
                decisions.stream().filter(sent).toList(),
                requirements.stream().filter(sent).toList());
    }

    @Override
    public String getId() {
        return deployment.getId();
    }

    @Override
    public String getName() {
        return deployment.getName();
    }

    @Override
    public Date getDeploymentTime() {
        return deployment.getDeploymentTime();
    }

    @Override
    public String getSource() {
        return deployment.getSource();
    }

    @Override
    public @Nullable String getTenantId() {
        return null;
    }

    @Override
    public List<ProcessDefinition> getDeployedProcessDefinitions() {
        return processes;
    }

    @Override
    public List<CaseDefinition> getDeployedCaseDefinitions() {
        return List.of();
    }

    @Override
    public List<DecisionDefinition> getDeployedDecisionDefinitions() {
        return decisions;
    }

    @Override
    public List<DecisionRequirementsDefinition> getDeployedDecisionRequirementsDefinitions() {
        return requirements;
    }
}
