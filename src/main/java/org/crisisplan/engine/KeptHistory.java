package org.crisisplan.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.jspecify.annotations.Nullable;
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
        List<HistoryLevel> levels = new ArrayList<>();
        if (engine.getCustomHistoryLevels() != null) {
            levels.addAll(engine.getCustomHistoryLevels());
        }
        levels.add(new FullWithoutTheUneventful());
        engine.setCustomHistoryLevels(levels);
        engine.setHistoryEventProducer(new ByDeployedDefinitions());
        engine.setEnableDefaultDbHistoryEventHandler(false);
        engine.getCustomHistoryEventHandlers().add(new WithoutDetails());
    }

    /** The level {@code full}, whose name and number it has: what is not kept is not put together either, which takes the engine queries. */
    private static class FullWithoutTheUneventful extends HistoryLevelFull {

        private static final Set<HistoryEventType> LEFT_OUT = Set.of(
                HistoryEventTypes.JOB_CREATE,
                HistoryEventTypes.JOB_SUCCESS,
                HistoryEventTypes.JOB_DELETE,
                HistoryEventTypes.FORM_PROPERTY_UPDATE);

        @Override
        public boolean isHistoryEventProduced(HistoryEventType type, @Nullable Object entity) {
            return !LEFT_OUT.contains(type);
        }

        /** The engine asks whether the level is its own {@code full}. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof HistoryLevelFull;
        }

        @Override
        public int hashCode() {
            return getId();
        }
    }

    /** Looks up what never changes of a process definition, its key, version and name, among those that the engine has parsed. */
    private static class ByDeployedDefinitions extends CacheAwareHistoryEventProducer {

        @Override
        protected @Nullable ProcessDefinitionEntity getProcessDefinitionEntity(@Nullable String id) {
            ProcessDefinitionEntity deployed = id == null
                    ? null
                    : Context.getProcessEngineConfiguration()
                            .getDeploymentCache()
                            .getProcessDefinitionCache()
                            .get(id);
            return deployed != null ? deployed : super.getProcessDefinitionEntity(id);
        }
    }

    private static class WithoutDetails extends DbHistoryEventHandler {

        @Override
        protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity variable) {
            return false;
        }
    }
}
