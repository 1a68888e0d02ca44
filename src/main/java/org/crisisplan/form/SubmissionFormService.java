package org.crisisplan.form;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.crisisplan.engine.fence.WrappingCommand;
import org.jspecify.annotations.Nullable;

/** The engine's form service, with every submission held against its form. */
class SubmissionFormService extends FormServiceImpl {

    private final SubmissionGuard guard;

    SubmissionFormService(SubmissionGuard guard) {
        this.guard = guard;
    }

    @Override
    public ProcessInstance submitStartForm(String processDefinitionId, @Nullable Map<String, Object> properties) {
        return guarded(engine ->
                super.submitStartForm(processDefinitionId, guard.forStart(processDefinitionId, properties, engine)));
    }

    @Override
    public ProcessInstance submitStartForm(
            String processDefinitionId, @Nullable String businessKey, @Nullable Map<String, Object> properties) {
        if (businessKey != null && !businessKey.isBlank()) {
            throw new FormFieldValidationException(
                    "businessKey",
                    "The plan gives a crisis its number itself: a business key cannot be sent along."
                            + " Nothing was started.");
        }
        return guarded(engine ->
                super.submitStartForm(processDefinitionId, guard.forStart(processDefinitionId, properties, engine)));
    }

    /** The older way of starting, which knows texts only: held against the form like the others. */
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public ProcessInstance submitStartFormData(String processDefinitionId, Map<String, String> properties) {
        return submitStartForm(processDefinitionId, (Map) properties);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public ProcessInstance submitStartFormData(
            String processDefinitionId, String businessKey, Map<String, String> properties) {
        return submitStartForm(processDefinitionId, businessKey, (Map) properties);
    }

    @Override
    public void submitTaskForm(String taskId, @Nullable Map<String, Object> properties) {
        guarded(engine -> {
            super.submitTaskForm(taskId, guard.forTask(taskId, properties, engine));
            return null;
        });
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, @Nullable Map<String, Object> properties, boolean deserializeValues) {
        return guarded(engine -> super.submitTaskFormWithVariablesInReturn(
                taskId, guard.forTask(taskId, properties, engine), deserializeValues));
    }

    /** Beside the variables, what is known of the case under the names of the form. */
    @Override
    public VariableMap getTaskFormVariables(
            String taskId, @Nullable Collection<String> names, boolean deserializeObjectValues) {
        return commandExecutor.execute((WrappingCommand<VariableMap>) engine -> {
            VariableMap all = super.getTaskFormVariables(taskId, names, deserializeObjectValues);
            guard.shownIn(taskId, engine).forEach((name, value) -> {
                if (all.get(name) == null && (names == null || names.contains(name))) {
                    all.put(name, SubmittedValues.typed(value));
                }
            });
            // a form's own default is for a field of which nothing is known, and form-js takes null for something
            List.copyOf(all.keySet()).stream()
                    .filter(name -> isNothing(all.getValueTyped(name)))
                    .forEach(all::remove);
            return all;
        });
    }

    /** A list that is to stay as it is written does not give its value. */
    private static boolean isNothing(@Nullable TypedValue value) {
        return value == null
                || (value instanceof SerializableValue written && !written.isDeserialized()
                        ? written.getValueSerialized() == null
                        : value.getValue() == null);
    }

    @Override
    public VariableMap getTaskFormVariables(String taskId) {
        return getTaskFormVariables(taskId, null, true);
    }

    private <T> T guarded(WrappingCommand<T> work) {
        return SubmissionGuard.guarded(commandExecutor, work);
    }
}
