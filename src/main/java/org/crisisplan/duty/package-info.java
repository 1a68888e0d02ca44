/**
 * Whom the law wants told of a crisis, and by when (R91): the table {@code duties} is asked when a crisis opens and with each new fact, each
 * duty that applies becomes a task with its clock, and is done only with time, number, receipt and text. Nothing here is legal advice: no row
 * counts until an administrator has switched it on with the name of whoever checked it.
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
            "form",
            "retention :: erasure",
            "web"
        })
@NullMarked
package org.crisisplan.duty;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
