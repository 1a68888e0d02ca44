package org.crisisplan.engine;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.engine.expression.FencedExpressions;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Closes what the engine leaves open by default: which beans a model can reach, stored expressions, deserialisation. */
@Configuration
@Order(Ordered.LOWEST_PRECEDENCE)
class EngineSetup extends AbstractCamundaConfiguration {

    private final ApplicationContext context;

    EngineSetup(ApplicationContext context) {
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
        public Object get(Object name) {
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
