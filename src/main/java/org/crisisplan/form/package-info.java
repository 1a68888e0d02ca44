/** The plan's forms, and the check of every submission against its form on the server. */
@ApplicationModule(
        allowedDependencies = {
            "decision",
            "decision :: feel",
            "engine",
            "engine :: expression",
            "engine :: fence",
            "web"
        })
@NullMarked
package org.crisisplan.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
