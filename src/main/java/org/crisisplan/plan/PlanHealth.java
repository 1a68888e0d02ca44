package org.crisisplan.plan;

import org.crisisplan.web.NoticeHealth;
import org.crisisplan.web.Notices;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** In the health of a node: which version of the plan runs, and whether its folder was refused. */
@Component("planHealthIndicator")
class PlanHealth extends NoticeHealth {

    private final PlanVersionRepository versions;

    PlanHealth(Notices notices, PlanVersionRepository versions) {
        super(notices, PlanDeployment.SUBJECT);
        this.versions = versions;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        super.doHealthCheck(health);
        versions.newest().ifPresent(version -> health.withDetail("version", "v" + version.number()));
    }
}
