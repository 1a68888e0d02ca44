/**
 * Telling people inside: the mails and chat messages the plan asks for, and their way from the step that caused them to
 * the reader. A mail is a row written with the step and sent afterwards, by threads that do nothing else.
 */
@ApplicationModule(
        allowedDependencies = {
            "approval",
            "contact",
            "contact :: check",
            "crisis",
            "crisis :: record",
            "decision",
            "department",
            "engine",
            "form",
            "publish",
            "retention",
            "retention :: erasure",
            "web"
        })
@NullMarked
package org.crisisplan.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
