package org.crisisplan.plan;

import org.crisisplan.web.NoticeHealth;
import org.crisisplan.web.Notices;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** In the health of a node: which version of the plan runs, and whether its folder was refused or differs from it. */
@Component("planHealthIndicator")
class PlanHealth extends NoticeHealth {

    private final Notices notices;
    private final PlanVersionRepository versions;

    PlanHealth(Notices notices, PlanVersionRepository versions) {
        super(notices, PlanDeployment.SUBJECT);
        this.notices = notices;
        this.versions = versions;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        super.doHealthCheck(health);
        notices.about(PlanDeployment.DIFFERS)
                .ifPresent(notice -> health.status(DEGRADED)
                        .withDetail("differs", notice.about())
                        .withDetail("differences", notice.details()));
        versions.newest().ifPresent(version -> health.withDetail("version", "v" + version.number()));
    }
}
