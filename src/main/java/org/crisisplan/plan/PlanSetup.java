package org.crisisplan.plan;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.crisis.Crises;
import org.crisisplan.plan.check.PlanCheck;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;

/** Puts the plan's versions before the engine's own deployments, so that no way leads around the check. */
@Configuration
class PlanSetup extends AbstractCamundaConfiguration {

    private final ObjectProvider<PlanCheck> check;
    private final ObjectProvider<PlanVersionRepository> versions;
    private final ObjectProvider<PlanRefusalRepository> refusals;
    private final ObjectProvider<Crises> crises;

    PlanSetup(
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
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setRepositoryService(new PlanRepositoryService(check, versions, refusals, crises));
    }
}
