package org.crisisplan.crisis.process;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.CrisisResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;

/**
 * What administrators do to the process of a crisis is done to the crisis: moved to another version of the plan, it says the new one
 * from then on; ended otherwise than by the diagram, it is cancelled. One that is over does not run again.
 */
@Configuration
class FollowProcess extends AbstractCamundaConfiguration implements HistoryEventHandler {

    private final ObjectProvider<Crises> crises;

    FollowProcess(ObjectProvider<Crises> crises) {
        this.crises = crises;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.getCustomHistoryEventHandlers().add(this);
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_START)
                && event instanceof HistoricProcessInstanceEventEntity started
                && started.getBusinessKey() != null
                && CrisisResponse.KEY.equals(started.getProcessDefinitionKey())) {
            refuseToRunAgain(started.getBusinessKey());
        } else if (event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_MIGRATE)
                && event instanceof HistoricProcessInstanceEventEntity migrated
                && migrated.getBusinessKey() != null) {
            ProcessDefinition target = Context.getProcessEngineConfiguration()
                    .getDeploymentCache()
                    .findDeployedProcessDefinitionById(migrated.getProcessDefinitionId());
            if (target.getKey().equals(CrisisResponse.KEY)) {
                crises.getObject().movesToPlan(migrated.getBusinessKey(), "v" + target.getVersion());
            }
        } else if (event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_END)
                && event instanceof HistoricProcessInstanceEventEntity ended
                && ended.getBusinessKey() != null
                && CrisisResponse.KEY.equals(ended.getProcessDefinitionKey())) {
            // one that the diagram has closed stays closed; who deletes a process need not say why
            crises.getObject().cancel(ended.getBusinessKey(), requireNonNullElse(ended.getDeleteReason(), ""));
        }
    }

    /** A record that is sealed has no place for what a process that was restarted would do. */
    private void refuseToRunAgain(String number) {
        crises.getObject()
                .find(number)
                .filter(crisis -> crisis.phase().isOver())
                .ifPresent(over -> {
                    throw new CrisisOver(number);
                });
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }
}
