package org.crisisplan.access;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.crisisplan.engine.fence.TaskOffer;
import org.jspecify.annotations.Nullable;

/** Lets people read and work on the tasks that are offered to them, beside what the engine's authorizations grant. */
class TaskChecks extends AuthorizationCommandChecker {

    @Override
    protected void checkTaskPermission(TaskEntity task, Permission ofProcess, Permission ofTask) {
        if (!TaskReading.mayRead(task, person())) {
            super.checkTaskPermission(task, ofProcess, ofTask);
        }
    }

    @Override
    public void checkTaskWork(TaskEntity task) {
        if (!TaskOffer.includes(task, person())) {
            try {
                super.checkTaskWork(task);
            } catch (AuthorizationException refused) {
                throw TaskOffer.refusal(refused.getUserId());
            }
        }
    }

    /** For giving it back. The engine knows that only as a part of assigning it, the rest of which the fence keeps for administrators. */
    @Override
    public void checkTaskAssign(TaskEntity task) {
        if (!TaskOffer.includes(task, person())) {
            super.checkTaskAssign(task);
        }
    }

    private static @Nullable Authentication person() {
        return Context.getCommandContext().getAuthentication();
    }
}
