package org.crisisplan.engine.fence;

import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;

/** Tells apart what the engine does with one command each, so that the table of acts can: claiming for oneself and for another, assigning and giving back. */
public class FencedTaskService extends TaskServiceImpl {

    private final ProcessEngineConfigurationImpl engine;

    protected FencedTaskService(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public void claim(String taskId, @Nullable String userId) {
        if (userId == null) {
            commandExecutor.execute(new GiveTaskBackCmd(taskId));
            return;
        }
        Authentication person = engine.getIdentityService().getCurrentAuthentication();
        boolean forAnother = person != null && !userId.equals(person.getUserId());
        commandExecutor.execute(forAnother ? new ClaimForAnotherCmd(taskId, userId) : new ClaimTaskCmd(taskId, userId));
    }

    @Override
    public void setAssignee(String taskId, @Nullable String userId) {
        commandExecutor.execute(userId == null ? new GiveTaskBackCmd(taskId) : new AssignTaskCmd(taskId, userId));
    }

    /** Claims a task for somebody else. */
    static class ClaimForAnotherCmd extends ClaimTaskCmd {

        private static final long serialVersionUID = 1L;

        ClaimForAnotherCmd(String taskId, String userId) {
            super(taskId, userId);
        }
    }

    /** Takes a task out of the hands it is in; it is offered to its groups again. */
    static class GiveTaskBackCmd extends AssignTaskCmd {

        private static final long serialVersionUID = 1L;

        GiveTaskBackCmd(String taskId) {
            super(taskId, null);
        }
    }
}
