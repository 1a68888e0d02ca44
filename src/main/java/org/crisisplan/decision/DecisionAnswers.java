package org.crisisplan.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;

/**
 * Lets a table answer with a list or a context, such as the reasons of a level. FEEL hands out its own collections, which the
 * history writes but cannot read back; an answer of type {@code list} or {@code context} becomes a plain one first.
 */
@Configuration
class DecisionAnswers extends AbstractCamundaConfiguration {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setDmnEngineConfiguration(tables());
    }

    /** How tables are asked, inside the engine and outside. */
    static DefaultDmnEngineConfiguration tables() {
        DmnSchemas.readOnce();
        var decisions = new BoundedTables();
        var types = decisions.getTransformer().getDataTypeTransformerRegistry();
        types.addTransformer("list", answer -> Variables.untypedValue(plain(answer)));
        types.addTransformer("context", answer -> Variables.untypedValue(plain(answer)));
        return decisions;
    }

    private static @Nullable Object plain(@Nullable Object answer) {
        if (answer instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        if (answer instanceof Map<?, ?> context) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            context.forEach((name, value) -> copy.put(String.valueOf(name), plain(value)));
            return copy;
        }
        return answer;
    }
}
