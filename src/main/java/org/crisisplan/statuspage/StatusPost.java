package org.crisisplan.statuspage;

import java.time.Instant;
import org.crisisplan.publish.StatementKind;

/**
 * One published statement: the whole list of what the public may see of it.
 *
 * @param crisis the crisis's number, the only thing of the crisis itself that is public
 */
record StatusPost(
        String crisis,
        StatementKind kind,
        Severity severity,
        Progress progress,
        String titleEn,
        String titleZh,
        String textEn,
        String textZh,
        Instant publishedAt) {}
