package org.crisisplan.engine;

import org.crisisplan.web.NoticeHealth;
import org.crisisplan.web.Notices;
import org.springframework.stereotype.Component;

/** In the health of a node: whether it waits for an administrator instead of acting by itself. */
@Component("safeModeHealthIndicator")
class SafeModeHealth extends NoticeHealth {

    SafeModeHealth(Notices notices) {
        super(notices, SafeMode.SUBJECT);
    }
}
