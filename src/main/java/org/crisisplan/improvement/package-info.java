/**
 * What the review agreed on is done, and proved (R58-R60): improvement items with an owner and a day, each closed only by what its kind
 * asks for (a later version of the plan, a record of training, a passed drill, a document), and the records of who was trained in what.
 */
@ApplicationModule(
        allowedDependencies = {
            "approval",
            "crisis",
            "crisis :: record",
            "department",
            "engine",
            "engine :: fence",
            "form",
            "plan",
            "retention :: erasure",
            "web"
        })
@NullMarked
package org.crisisplan.improvement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
