package org.crisisplan.access;

import java.util.Arrays;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * Whoever a task is offered to may read, claim and complete it, and also give it back: otherwise a task claimed by someone who went
 * to sleep would be out of everyone's reach. The engine knows "give back" only as a part of "assign"; {@link FrontDoor} keeps the
 * rest of that (other people, other departments, another due date) for administrators.
 */
@Configuration
class TaskRights extends AbstractCamundaConfiguration {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setResourceAuthorizationProvider(new WithGivingBack());
        // the comments on a task belong to its history: who works on it reads and writes them
        engine.setEnableHistoricInstancePermissions(true);
    }

    private static class WithGivingBack extends DefaultAuthorizationProvider {

        @Override
        protected Permission[] getRuntimePermissions(boolean enforceSpecificVariablePermission) {
            return Stream.concat(
                            Arrays.stream(super.getRuntimePermissions(enforceSpecificVariablePermission)),
                            Stream.of(Permissions.TASK_ASSIGN))
                    .toArray(Permission[]::new);
        }
    }
}
