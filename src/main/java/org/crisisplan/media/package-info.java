/**
 * Speaking with the media (R48): whom the press statement goes to, who speaks for a crisis, what was asked and which approved text it was
 * answered with, the bank of questions and answers, and the register of rumours. Nothing here sends words of its own: every text comes from
 * {@link org.crisisplan.publish.ApprovedTexts}.
 */
@ApplicationModule(
        allowedDependencies = {
            "approval",
            "crisis",
            "crisis :: api",
            "crisis :: record",
            "decision",
            "department",
            "engine",
            "engine :: fence",
            "form",
            "mailing",
            "notify",
            "publish",
            "retention :: erasure",
            "text",
            "web"
        })
@NullMarked
package org.crisisplan.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
