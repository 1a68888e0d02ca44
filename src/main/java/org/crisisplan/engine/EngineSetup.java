package org.crisisplan.engine;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultAcquireJobsCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.engine.expression.FencedExpressions;
import org.crisisplan.web.LogContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Closes what the engine leaves open by default: which beans a model can reach, stored expressions, deserialisation. */
@Configuration
@Order(Ordered.LOWEST_PRECEDENCE)
class EngineSetup extends AbstractCamundaConfiguration {

    private final ApplicationContext context;
    private final ObjectProvider<MappingsAhead.Read> mappings;

    EngineSetup(ApplicationContext context, ObjectProvider<MappingsAhead.Read> mappings) {
        this.mappings = mappings;
        this.context = context;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        var beans = new PlanBeans(context);
        engine.setBeans(beans);
        engine.setExpressionManager(new FencedExpressions(beans, () -> context.getBean(KnownValues.class)));
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExceptionsAfterUnhandledBpmnError(true);
        engine.setReevaluateTimeCycleWhenDue(true);
        engine.setWebappsAuthenticationLoggingEnabled(true);
        engine.setDmnReturnBlankTableOutputAsNull(true);
        engine.setFailedJobCommandFactory(new JobsDuringOutages());
        JobExecutor jobs = engine.getJobExecutor();
        if (jobs != null) {
            jobs.setAcquireJobsCmdFactory(new JobsOnHold(
                    new DefaultAcquireJobsCommandFactory(jobs),
                    () -> context.getBean(SafeMode.class).isOn()));
        }
        sayInTheLog(engine);
        mappings.ifAvailable(read -> read.giveTo(engine));
    }

    /** What each line of the log says about the step that the engine carries out. */
    private static void sayInTheLog(ProcessEngineConfigurationImpl engine) {
        engine.setLoggingContextBusinessKey(LogContext.CRISIS);
        engine.setLoggingContextProcessDefinitionKey(LogContext.PROCESS);
        engine.setLoggingContextActivityId(LogContext.ACTIVITY);
        engine.setLoggingContextProcessDefinitionId(null);
        engine.setLoggingContextApplicationName(null);
        engine.setLoggingContextTenantId(null);
        engine.setLoggingContextEngineName(null);
    }

    /** Looks beans up when a model first calls them: most of them need the engine that is being built here. */
    private static class PlanBeans extends AbstractMap<Object, Object> {

        private final ApplicationContext context;
        private final Set<String> names;

        PlanBeans(ApplicationContext context) {
            this.context = context;
            this.names = new HashSet<>(Set.of(context.getBeanNamesForAnnotation(InPlan.class)));
        }

        @Override
        public boolean containsKey(Object name) {
            return names.contains(name);
        }

        @Override
        public @Nullable Object get(Object name) {
            return names.contains(name) ? context.getBean((String) name) : null;
        }

        @Override
        public Set<Map.Entry<Object, Object>> entrySet() {
            return names.stream()
                    .map(name -> new SimpleImmutableEntry<Object, Object>(name, context.getBean(name)))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
