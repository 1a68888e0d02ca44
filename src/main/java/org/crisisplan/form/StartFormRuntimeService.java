package org.crisisplan.form;

import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessInstanceWithVariablesImpl;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The engine's runtime service; whoever starts a process by it is treated as if they had filled in its start form, and can say nothing
 * that the form does not ask.
 */
class StartFormRuntimeService extends RuntimeServiceImpl {

    private final ProcessEngineConfigurationImpl engine;

    StartFormRuntimeService(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public ProcessInstantiationBuilder createProcessInstanceById(String definitionId) {
        return new StartFormBuilder(commandExecutor, definitionId, null);
    }

    @Override
    public ProcessInstantiationBuilder createProcessInstanceByKey(String key) {
        return new StartFormBuilder(commandExecutor, null, key);
    }

    /** Starts with the form when a person starts; as the engine does when the product or a diagram does. */
    private class StartFormBuilder extends ProcessInstantiationBuilderImpl {

        StartFormBuilder(CommandExecutor executor, @Nullable String definitionId, @Nullable String key) {
            super(executor);
            this.processDefinitionId = definitionId;
            this.processDefinitionKey = key;
        }

        @Override
        public ProcessInstanceWithVariables executeWithVariablesInReturn(boolean skipListeners, boolean skipMappings) {
            boolean byPerson = Context.getCommandContext() == null
                    && engine.getIdentityService().getCurrentAuthentication() != null;
            if (!byPerson) {
                return super.executeWithVariablesInReturn(skipListeners, skipMappings);
            }
            boolean plain = getBusinessKey() == null
                    && getCaseInstanceId() == null
                    && getTenantId() == null
                    && !isProcessDefinitionTenantIdSet()
                    && modificationBuilder.getModificationOperations().isEmpty()
                    && !skipListeners
                    && !skipMappings;
            if (!plain) {
                throw new FormFieldValidationException(
                        "start",
                        "Starting takes the fields of the start form and nothing else: no business key, no start instructions,"
                                + " no tenant, and nothing is skipped. Nothing was started.");
            }
            var started = (ExecutionEntity) engine.getFormService().submitStartForm(definition(), getVariables());
            return new ProcessInstanceWithVariablesImpl(started, started.getVariables());
        }

        private String definition() {
            return processDefinitionId != null
                    ? processDefinitionId
                    : engine.getRepositoryService()
                            .createProcessDefinitionQuery()
                            .processDefinitionKey(processDefinitionKey)
                            .latestVersion()
                            .singleResult()
                            .getId();
        }
    }
}
