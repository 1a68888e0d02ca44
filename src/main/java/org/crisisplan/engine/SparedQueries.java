package org.crisisplan.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.incident.IncidentHandler;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;

/** Spares the engine queries whose answer it holds already: it would ask them in nearly every transaction. */
@Configuration(proxyBeanMethods = false)
class SparedQueries extends AbstractCamundaConfiguration {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<IncidentHandler> incidents = new ArrayList<>();
        if (engine.getCustomIncidentHandlers() != null) {
            incidents.addAll(engine.getCustomIncidentHandlers());
        }
        incidents.add(new OfFailedJobs());
        engine.setCustomIncidentHandlers(incidents);
        List<SessionFactory> sessions = new ArrayList<>();
        if (engine.getCustomSessionFactories() != null) {
            sessions.addAll(engine.getCustomSessionFactories());
        }
        sessions.add(new Definitions());
        engine.setCustomSessionFactories(sessions);
    }

    /** When a job goes, the engine looks for its incident. One that never failed has none. */
    private static class OfFailedJobs extends DefaultIncidentHandler {

        OfFailedJobs() {
            super(Incident.FAILED_JOB_HANDLER_TYPE);
        }

        @Override
        protected void removeIncident(IncidentContext context, boolean resolved) {
            JobEntity job = Context.getCommandContext()
                    .getDbEntityManager()
                    .getCachedEntity(JobEntity.class, context.getConfiguration());
            if (job == null || mayHaveFailed(job)) {
                super.removeIncident(context, resolved);
            }
        }

        /** Retries can be given back without a word to the incident, so that they alone say nothing. */
        private static boolean mayHaveFailed(JobEntity job) {
            return job.getRetries() == 0
                    || job.getExceptionMessage() != null
                    || job.getExceptionByteArrayId() != null
                    || job.getLastFailureLogId() != null;
        }
    }

    private static class Definitions implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return ProcessDefinitionManager.class;
        }

        @Override
        public Session openSession() {
            return new ParsedDefinitions();
        }
    }

    /**
     * The engine reads the row of a process definition before it takes the parsed one, to learn whether it was suspended meanwhile. That matters
     * to those who start a process; one that runs goes on by what was parsed.
     */
    private static class ParsedDefinitions extends ProcessDefinitionManager {

        @Override
        public @Nullable ProcessDefinitionEntity findLatestDefinitionById(String id) {
            ProcessDefinitionEntity parsed = Context.getProcessEngineConfiguration()
                    .getDeploymentCache()
                    .getProcessDefinitionCache()
                    .get(id);
            return parsed != null && runsInTransaction(id) ? parsed : super.findLatestDefinitionById(id);
        }

        private boolean runsInTransaction(String id) {
            return getDbEntityManager().getCachedEntitiesByType(TaskEntity.class).stream()
                            .map(TaskEntity::getProcessDefinitionId)
                            .anyMatch(running -> Objects.equals(running, id))
                    || getDbEntityManager().getCachedEntitiesByType(ExecutionEntity.class).stream()
                            .map(ExecutionEntity::getProcessDefinitionId)
                            .anyMatch(running -> Objects.equals(running, id));
        }
    }
}
