package org.crisisplan.form;

import java.util.Map;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.crisisplan.engine.fence.FencedTaskService;
import org.crisisplan.engine.fence.WrappingCommand;
import org.jspecify.annotations.Nullable;

/** The engine's task service, with every completion held against the task's form. */
class SubmissionTaskService extends FencedTaskService {

    private final SubmissionGuard guard;

    SubmissionTaskService(ProcessEngineConfigurationImpl engine, SubmissionGuard guard) {
        super(engine);
        this.guard = guard;
    }

    @Override
    public void complete(String taskId, @Nullable Map<String, Object> variables) {
        guarded(engine -> {
            super.complete(taskId, guard.forTask(taskId, variables, engine));
            return null;
        });
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, @Nullable Map<String, Object> variables, boolean deserializeValues) {
        return guarded(engine -> super.completeWithVariablesInReturn(
                taskId, guard.forTask(taskId, variables, engine), deserializeValues));
    }

    @Override
    public void resolveTask(String taskId, @Nullable Map<String, Object> variables) {
        guarded(engine -> {
            super.resolveTask(taskId, guard.forTask(taskId, variables, engine));
            return null;
        });
    }

    /** An error or an escalation would leave the task without its form, and take the variables sent along. */
    @Override
    public void handleBpmnError(
            String taskId, String errorCode, @Nullable String errorMessage, @Nullable Map<String, Object> variables) {
        guarded(engine -> {
            guard.onlyWithoutForm(taskId, engine);
            super.handleBpmnError(taskId, errorCode, errorMessage, variables);
            return null;
        });
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode) {
        handleBpmnError(taskId, errorCode, null, null);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
        handleBpmnError(taskId, errorCode, errorMessage, null);
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode, @Nullable Map<String, Object> variables) {
        guarded(engine -> {
            guard.onlyWithoutForm(taskId, engine);
            super.handleEscalation(taskId, escalationCode, variables);
            return null;
        });
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode) {
        handleEscalation(taskId, escalationCode, null);
    }

    private <T> T guarded(WrappingCommand<T> work) {
        return SubmissionGuard.guarded(commandExecutor, work);
    }
}
