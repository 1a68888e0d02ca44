/**
 * Leading the response (R24, R43): the situation report that management gets in a fixed rhythm, the log of decisions, and the lead that one person
 * hands over to another. All of it stands in the record of the crisis alone, where it is kept, searched and erased like everything else.
 */
@ApplicationModule(
        allowedDependencies = {
            "crisis",
            "crisis :: record",
            "decision",
            "department",
            "engine",
            "engine :: fence",
            "form",
            "notify",
            "publish",
            "web"
        })
@NullMarked
package org.crisisplan.situation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
