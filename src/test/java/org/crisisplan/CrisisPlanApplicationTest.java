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
        assertThat(engine.getRepositoryService()
                        .createDeploymentQuery()
                        .deploymentName("plan")
                        .count())
                .isEqualTo(1);
    }
}
