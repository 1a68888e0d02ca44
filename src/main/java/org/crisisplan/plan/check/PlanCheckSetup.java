package org.crisisplan.plan.check;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives every deployment the same guard, whichever way it comes. */
@Configuration(proxyBeanMethods = false)
class PlanCheckSetup {

    @Bean
    PlanCheckVocabulary planCheckVocabulary(ApplicationContext context) {
        return PlanCheckVocabulary.of(context);
    }

    @Bean
    PlanCheck planCheck(PlanCheckVocabulary vocabulary, ObjectProvider<CheckAhead.Begun> ahead) {
        return ahead.stream()
                .flatMap(begun -> begun.ifItKnows(vocabulary).stream())
                .findFirst()
                .orElseGet(() -> new PlanCheck(vocabulary));
    }

    /** Registered with the engine before it is built. */
    @Bean
    AbstractCamundaConfiguration deploymentGuard(PlanCheckVocabulary vocabulary) {
        return new AbstractCamundaConfiguration() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                engine.setCustomPreDeployers(List.of(new PlanCheckAtDeployment(new PlanCheckSafety(vocabulary))));
            }
        };
    }
}
