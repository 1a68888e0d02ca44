/**
 * How long data is kept and how it goes: one table ({@code dmn/retention.dmn}) says for how long each kind is kept, one job removes what is
 * older and leaves a row that says so, a legal hold keeps a crisis whole meanwhile, and a person's words are erased on request everywhere.
 * Whoever keeps data hands it over as {@link org.crisisplan.retention.KeptData}, and as {@code PersonalData} where people may stand in it.
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
            "web"
        })
@NullMarked
package org.crisisplan.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
