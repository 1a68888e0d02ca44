/** The situation for everybody who takes part: open crises and their clocks, my tasks, one page per crisis, Tasklist's filters. */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "cases",
            "compensation",
            "contact :: check",
            "crisis",
            "crisis :: record",
            "department",
            "drill",
            "duty",
            "engine",
            "engine :: fence",
            "form",
            "improvement",
            "mailing",
            "media",
            "notify",
            "plan",
            "publish",
            "retention :: erasure",
            "site",
            "situation",
            "web"
        })
@NullMarked
package org.crisisplan.board;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
