package org.crisisplan.access;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.engine.StartWork;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whoever a task is offered to may read, claim and complete it, and also give it back: otherwise a task claimed by someone who went
 * to sleep would be out of everyone's reach. That follows from the offer itself. The engine would write an authorization for every
 * task and group beside it, and join all of them to all tasks whenever somebody looks at a list.
 */
@Configuration
class TaskRights extends AbstractCamundaConfiguration {

    private static final int READ = Permissions.READ.getValue();
    private static final int READ_UPDATE_ASSIGN =
            READ | Permissions.UPDATE.getValue() | Permissions.TASK_ASSIGN.getValue();

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setResourceAuthorizationProvider(new NoneForTasks());
        engine.setCommandCheckers(new ArrayList<>(List.of(new TenantCommandChecker(), new TaskChecks())));
        List<SessionFactory> sessions = new ArrayList<>();
        if (engine.getCustomSessionFactories() != null) {
            sessions.addAll(engine.getCustomSessionFactories());
        }
        sessions.add(new TaskReading.InPlaceOfTheEngines());
        sessions.add(new SeenTasks.InPlaceOfTheEngines());
        engine.setCustomSessionFactories(sessions);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        SeenTasks.addTo(engine.getSqlSessionFactory().getConfiguration());
    }

    /** Earlier versions had the engine write them; what an administrator granted by hand stays. */
    @Bean
    ApplicationRunner rightsOfEachTaskGo(JdbcClient sql, StartWork startWork) {
        return (ApplicationArguments arguments) -> startWork.beside("removing the rights of each task", () -> {
            remove(sql, Resources.TASK, READ_UPDATE_ASSIGN);
            remove(sql, Resources.HISTORIC_TASK, READ);
        });
    }

    private static void remove(JdbcClient sql, Resource resource, int permissions) {
        sql.sql("delete from ACT_RU_AUTHORIZATION where TYPE_ = 1 and RESOURCE_TYPE_ = ? and PERMS_ = ?"
                        + " and RESOURCE_ID_ <> '*'")
                .params(resource.resourceType(), permissions)
                .update();
    }

    private static class NoneForTasks extends DefaultAuthorizationProvider {

        @Override
        protected AuthorizationEntity[] createOrUpdateAuthorizations(Task task, String group, String user) {
            return new AuthorizationEntity[0];
        }
    }
}
