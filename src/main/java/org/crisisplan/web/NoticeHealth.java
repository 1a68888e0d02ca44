package org.crisisplan.web;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** Whether one of the things this node was given had to be refused. It works on with the last good one, so it is not down. */
public class NoticeHealth extends AbstractHealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    private final Notices notices;
    private final String subject;

    public NoticeHealth(Notices notices, String subject) {
        this.notices = notices;
        this.subject = subject;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        notices.about(subject)
                .ifPresentOrElse(
                        notice -> health.status(DEGRADED)
                                .withDetail("refused", notice.about())
                                .withDetail("findings", notice.details()),
                        health::up);
    }
}
