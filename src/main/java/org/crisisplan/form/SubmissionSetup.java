package org.crisisplan.form;

import java.time.Clock;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.engine.KnownValues;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;

/** Puts the guard before the engine's own services, so that no way of completing a task leads around it. */
@Configuration
class SubmissionSetup extends AbstractCamundaConfiguration {

    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final KnownValues elsewhere;

    SubmissionSetup(Clock clock, ApplicationEventPublisher events, KnownValues elsewhere) {
        this.elsewhere = elsewhere;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        var guard = new SubmissionGuard(clock, events::publishEvent, elsewhere);
        engine.setTaskService(new SubmissionTaskService(engine, guard));
        engine.setRuntimeService(new StartFormRuntimeService(engine));
        engine.setFormService(new SubmissionFormService(guard));
    }
}
