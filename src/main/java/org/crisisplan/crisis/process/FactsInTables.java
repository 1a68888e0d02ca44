package org.crisisplan.crisis.process;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.engine.KnownValues;
import org.crisisplan.engine.ParseListeners;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;

/**
 * Every table that a diagram asks can ask for what is known of the crisis: it lies among the variables of the step while the table is
 * asked, and is never written to them.
 */
@Configuration
class FactsInTables extends AbstractCamundaConfiguration {

    private final ObjectProvider<KnownValues> known;

    FactsInTables(ObjectProvider<KnownValues> known) {
        this.known = known;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        ParseListeners.add(engine, new AbstractBpmnParseListener() {
            @Override
            public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                activity.addListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) FactsInTables.this::lay);
                // before listeners of the diagram write what the table answered
                activity.addListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) FactsInTables.this::clear, 0);
            }
        });
    }

    private void lay(DelegateExecution step) {
        String key = step.getProcessBusinessKey();
        Map<String, @Nullable Object> values = known.getObject().of(step.getProcessDefinitionId(), key);
        for (String name : names(step)) {
            if (step.getVariable(name) == null && !step.hasVariableLocal(name)) {
                step.setVariableLocal(name, Variables.untypedValue(values.get(name), true));
            }
        }
    }

    private void clear(DelegateExecution step) {
        for (String name : names(step)) {
            if (step.hasVariableLocal(name) && step.getVariableLocalTyped(name).isTransient()) {
                step.removeVariableLocal(name);
            }
        }
    }

    private Set<String> names(DelegateExecution step) {
        return known.getObject().names(step.getProcessDefinitionId(), step.getProcessBusinessKey());
    }
}
