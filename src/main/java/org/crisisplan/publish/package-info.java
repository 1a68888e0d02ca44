/**
 * Speaking to the public with one voice (R45-R48): a statement is drafted, approved and handed to the channels. The only thing a
 * channel accepts is an {@link org.crisisplan.publish.ApprovedStatement}, and the only way to one leads through the recorded
 * approvals of exactly its text. What a process variable says never decides about that: the version, its hash, its author and the
 * groups that must approve are kept in this package's own tables.
 */
@ApplicationModule(
        allowedDependencies = {
            "approval",
            "crisis",
            "crisis :: record",
            "decision",
            "department",
            "engine",
            "retention :: erasure",
            "text",
            "web"
        })
@NullMarked
package org.crisisplan.publish;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
