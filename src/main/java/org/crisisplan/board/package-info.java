/** The situation for everybody who takes part: open crises and their clocks, my tasks, one page per crisis, Tasklist's filters. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "cases",
            "compensation",
            "plan",
            "crisis",
            "crisis :: record",
            "form",
            "media",
            "mailing",
            "notify",
            "publish",
            "site",
            "engine",
            "engine :: fence",
            "department",
            "web"
        })
@NullMarked
package org.crisisplan.board;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
