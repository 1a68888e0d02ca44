/**
 * Drills (R61): the same plan is rehearsed under a number of its own, by scenarios that are files, by hand and on a schedule, and ends in a
 * scorecard. Nothing here seals the ways out: whoever speaks outward refuses drills itself.
 */
@ApplicationModule(
        allowedDependencies = {
            "approval",
            "crisis",
            "crisis :: record",
            "decision",
            "department",
            "engine",
            "engine :: fence",
            "improvement",
            "media :: inquiry",
            "notify",
            "publish",
            "retention :: erasure",
            "web"
        })
@NullMarked
package org.crisisplan.drill;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
