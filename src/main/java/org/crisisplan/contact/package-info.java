/**
 * Who answers for each department and how they are reached (R62): kept here by its owners, with absences and the duty rota. Whoever tells
 * somebody inside asks {@link org.crisisplan.contact.OnCall} whom.
 */
@ApplicationModule(
        allowedDependencies = {
            "crisis",
            "decision",
            "department",
            "engine",
            "engine :: fence",
            "retention",
            "retention :: erasure",
            "web"
        })
@NullMarked
package org.crisisplan.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
