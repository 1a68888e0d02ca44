/**
 * A rapid sample survey (R36): a random sample of those affected is asked a few questions of the plan by a link of their own, once each and
 * without their name; the result says how sure it is. Only counts are kept, and what people wrote. In a drill nobody outside is asked.
 */
@ApplicationModule(
        allowedDependencies = {
            "affected",
            "crisis",
            "crisis :: record",
            "decision",
            "department",
            "engine",
            "engine :: fence",
            "mailing",
            "publish",
            "retention",
            "retention :: erasure",
            "statuspage",
            "text",
            "web"
        })
@NullMarked
package org.crisisplan.survey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
