package org.crisisplan.engine.fence;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;

/** Puts the fence first in both chains that commands go through, before the one that opens a transaction. */
@Configuration(proxyBeanMethods = false)
class FenceSetup extends AbstractCamundaConfiguration {

    private final ApplicationEventPublisher events;

    FenceSetup(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityService(new FencedIdentityService());
        var acts = Acts.read();
        engine.setCustomPreCommandInterceptorsTxRequired(
                withFence(engine, acts, engine.getCustomPreCommandInterceptorsTxRequired()));
        engine.setCustomPreCommandInterceptorsTxRequiresNew(
                withFence(engine, acts, engine.getCustomPreCommandInterceptorsTxRequiresNew()));
    }

    private List<CommandInterceptor> withFence(
            ProcessEngineConfigurationImpl engine, Acts acts, @Nullable List<CommandInterceptor> others) {
        List<CommandInterceptor> all = new ArrayList<>();
        all.add(new Fence(acts, engine::getIdentityService, new Interventions(events::publishEvent)));
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }
}
