/** The plan as one version: processes, tables and forms, checked as a whole and deployed together. */
@ApplicationModule(
        allowedDependencies = {
            "contact :: check",
            "crisis",
            "form",
            "decision",
            "decision :: feel",
            "engine",
            "engine :: expression",
            "engine :: fence",
            "department",
            "site",
            "text",
            "web"
        })
@NullMarked
package org.crisisplan.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
