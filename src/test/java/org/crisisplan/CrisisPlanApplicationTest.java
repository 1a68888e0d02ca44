package org.crisisplan;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlanTest
class CrisisPlanApplicationTest {

    @Autowired
    ProcessEngine engine;

    @Test
    void thePlanIsOneDeployment() {
        var repository = engine.getRepositoryService();
        String plan = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("crisis-response")
                .latestVersion()
                .singleResult()
                .getDeploymentId();

        assertThat(repository
                        .createDeploymentQuery()
                        .deploymentId(plan)
                        .singleResult()
                        .getName())
                .isEqualTo("plan");
        assertThat(repository.createProcessDefinitionQuery().latestVersion().list())
                .isNotEmpty()
                .allSatisfy(process -> assertThat(process.getDeploymentId()).isEqualTo(plan));
        assertThat(repository.createDecisionDefinitionQuery().latestVersion().list())
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision.getDeploymentId()).isEqualTo(plan));
    }
}
