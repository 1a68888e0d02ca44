package org.crisisplan.engine;

import org.crisisplan.web.NoticeHealth;
import org.crisisplan.web.Notices;
import org.springframework.stereotype.Component;

/** In the health of a node: whether its clock differs much from the database's. */
@Component("clockHealthIndicator")
class ClockHealth extends NoticeHealth {

    ClockHealth(Notices notices) {
        super(notices, DatabaseClock.SUBJECT, "difference");
    }
}
