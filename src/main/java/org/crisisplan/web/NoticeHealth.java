package org.crisisplan.web;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** Whether something about this node has to be put right, such as a plan that was refused. It works on, so it is not down. */
public class NoticeHealth extends AbstractHealthIndicator {

    protected static final Status DEGRADED = new Status("DEGRADED");

    private final Notices notices;
    private final String subject;
    private final String about;

    public NoticeHealth(Notices notices, String subject) {
        this(notices, subject, "refused");
    }

    /** @param about what the notice names, in one word */
    protected NoticeHealth(Notices notices, String subject, String about) {
        this.notices = notices;
        this.subject = subject;
        this.about = about;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        notices.about(subject)
                .ifPresentOrElse(
                        notice -> health.status(DEGRADED)
                                .withDetail(about, notice.about())
                                .withDetail("findings", notice.details()),
                        health::up);
    }
}
