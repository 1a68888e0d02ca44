package org.crisisplan.engine;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.event.HistoricFormPropertyEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricJobLogEvent;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps of the engine's history what Cockpit shows and auditors read. Who entered what, and what stood there before, is in the record of the
 * crisis; the engine need not keep it twice more, as a variable's detail and as a form's property. Of jobs only those that failed are
 * kept.
 */
@Configuration
class KeptHistory extends AbstractCamundaConfiguration {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setEnableDefaultDbHistoryEventHandler(false);
        engine.getCustomHistoryEventHandlers().add(new Kept());
    }

    private static class Kept extends DbHistoryEventHandler {

        @Override
        public void handleEvent(HistoryEvent event) {
            if (!isLeftOut(event)) {
                super.handleEvent(event);
            }
        }

        private static boolean isLeftOut(HistoryEvent event) {
            // the names of event types are the same for all kinds of history
            boolean uneventfulJob = event instanceof HistoricJobLogEvent
                    && (event.isEventOfType(HistoryEventTypes.JOB_CREATE)
                            || event.isEventOfType(HistoryEventTypes.JOB_SUCCESS));
            return uneventfulJob || event instanceof HistoricFormPropertyEventEntity;
        }

        @Override
        protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity variable) {
            return false;
        }
    }
}
