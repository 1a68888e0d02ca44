package org.crisisplan;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.plan.Modeler;
import org.crisisplan.plan.check.PlanBundle;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deploys what no person could: single processes for a test, and plans that the check refuses. */
public final class BesideThePlan {

    private BesideThePlan() {}

    /** Not a version of the plan; what is deployed may be deleted again by the engine's own means. */
    public static DeploymentBuilder in(RepositoryService repository) {
        var unchecked = new RepositoryServiceImpl();
        unchecked.setCommandExecutor(((RepositoryServiceImpl) repository).getCommandExecutor());
        unchecked.setDeploymentCharset(StandardCharsets.UTF_8);
        return unchecked.createDeployment();
    }

    /** The plan as shipped with one file changed runs from here on, unchecked, until {@link #forget}. */
    public static String runs(ApplicationContext product, String file, String content) {
        RepositoryService repository = product.getBean(ProcessEngine.class).getRepositoryService();
        var files = new TreeMap<>(PlanBundle.readFrom("classpath*:").files());
        files.put(file, content.getBytes(StandardCharsets.UTF_8));
        DeploymentBuilder plan = in(repository).name("unchecked");
        files.forEach((name, bytes) -> plan.addInputStream(name, new java.io.ByteArrayInputStream(bytes)));
        String deployment = plan.deploy().getId();
        int version = repository
                .createProcessDefinitionQuery()
                .deploymentId(deployment)
                .processDefinitionKey(CrisisResponse.KEY)
                .singleResult()
                .getVersion();
        product.getBean(JdbcClient.class)
                .sql("insert into plan_version (version, deployment_id, deployed_at, origin, detail) "
                        + "values (?, ?, ?, 'rest', 'unchecked')")
                .params(
                        version,
                        deployment,
                        product.getBean(Clock.class).instant().atOffset(java.time.ZoneOffset.UTC))
                .update();
        return deployment;
    }

    /** The plan as shipped runs again; what began meanwhile goes on. */
    public static void forget(ApplicationContext product, String deployment) {
        product.getBean(JdbcClient.class)
                .sql("delete from plan_version where deployment_id = ?")
                .param(deployment)
                .update();
        Modeler.deploysThePlanAsShipped(product.getBean(ProcessEngine.class).getRepositoryService());
    }

    public static String shipped(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
