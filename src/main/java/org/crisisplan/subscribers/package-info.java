/**
 * Who outside asked to be told: people by mail, who confirm with a button and leave with one click (RFC 8058), and programs by signed
 * webhooks (R46). What they are told is the approved statement, or maintenance as the page announces it. Nobody but administrators sees
 * who they are.
 */
@ApplicationModule(
        allowedDependencies = {
            "engine",
            "mailing",
            "publish",
            "publish :: remote",
            "retention :: erasure",
            "signals :: outbound",
            "site",
            "statuspage",
            "web"
        })
@NullMarked
package org.crisisplan.subscribers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
