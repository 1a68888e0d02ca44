package org.crisisplan.decision;

import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks a decision table of the very plan version that a running process belongs to. */
@Component
public class PinnedDecisions {

    private final DecisionService decisions;
    private final RepositoryService repository;

    PinnedDecisions(DecisionService decisions, RepositoryService repository) {
        this.decisions = decisions;
        this.repository = repository;
    }

    /**
     * @param processDefinitionId the running process, whose plan version's table is asked
     * @throws IllegalStateException when that plan version has no such table
     */
    public DmnDecisionResult evaluate(String decision, String processDefinitionId, Map<String, Object> facts) {
        DecisionDefinition table = table(decision, processDefinitionId);
        if (table == null) {
            throw new IllegalStateException("The plan of " + processDefinitionId + " has no table '" + decision
                    + "'; deploy the whole plan again with it.");
        }
        return decisions.evaluateDecisionById(table.getId()).variables(facts).evaluate();
    }

    /** Whether the plan version of the running process has such a table. */
    public boolean has(String decision, String processDefinitionId) {
        return table(decision, processDefinitionId) != null;
    }

    private @Nullable DecisionDefinition table(String decision, String processDefinitionId) {
        String deployment = repository.getProcessDefinition(processDefinitionId).getDeploymentId();
        return repository
                .createDecisionDefinitionQuery()
                .deploymentId(deployment)
                .decisionDefinitionKey(decision)
                .singleResult();
    }
}
