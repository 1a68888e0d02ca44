package org.crisisplan.plan;

import java.io.ByteArrayInputStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.crisisplan.plan.check.PlanBundle;
import org.crisisplan.plan.check.PlanCheck;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Deploys the bundle as one version of the plan; a bundle that has not changed makes no new version. It is done before the web
 * server opens its port and the engine's jobs run: the first report finds a plan.
 */
@Component
class PlanDeployment implements SmartLifecycle {

    static final String NAME = "plan";

    private final RepositoryService repository;
    private final PlanSettings settings;
    private final PlanCheck check;
    private volatile boolean deployed;

    PlanDeployment(RepositoryService repository, PlanSettings settings, PlanCheck check) {
        this.repository = repository;
        this.settings = settings;
        this.check = check;
    }

    @Override
    public void start() {
        deploy(PlanBundle.readFrom(settings.location()));
        deployed = true;
    }

    @Override
    public void stop() {
        deployed = false;
    }

    @Override
    public boolean isRunning() {
        return deployed;
    }

    /** Before everything else that starts; the web server is among the last. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /** @throws PlanRefused with everything that has to be put right first */
    Deployment deploy(PlanBundle bundle) {
        var findings = check.check(bundle);
        if (!findings.isEmpty()) {
            throw new PlanRefused(settings.location(), findings);
        }
        var deployment =
                repository.createDeployment().name(NAME).source("crisis-plan").enableDuplicateFiltering(false);
        bundle.files().forEach((name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
        return deployment.deploy();
    }
}
