/**
 * One text to many people outside, each of them once (R46-R48): a mailing knows its recipients by references, and whoever knows their
 * addresses is a {@link org.crisisplan.mailing.MailingSource}. For each recipient the database says how far it got, before and after
 * every attempt, so that a node may be killed at any moment: nobody is left out, and nobody is sent the same twice.
 */
@ApplicationModule(
        allowedDependencies = {
            "crisis",
            "crisis :: record",
            "department",
            "engine",
            "publish",
            "publish :: remote",
            "retention :: erasure",
            "signals :: outbound",
            "web"
        })
@NullMarked
package org.crisisplan.mailing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
