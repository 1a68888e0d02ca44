package org.crisisplan.plan;

import java.io.ByteArrayInputStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Deploys the bundle as one version of the plan; a bundle that has not changed makes no new version. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PlanDeployment implements ApplicationRunner {

    static final String NAME = "plan";

    private final RepositoryService repository;
    private final PlanSettings settings;
    private final PlanCheck check;

    PlanDeployment(RepositoryService repository, PlanSettings settings, PlanCheck check) {
        this.repository = repository;
        this.settings = settings;
        this.check = check;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        deploy(PlanBundle.readFrom(settings.location()));
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
