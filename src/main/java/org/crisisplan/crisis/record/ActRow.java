package org.crisisplan.crisis.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An act as the database keeps it and the hash covers it. */
record ActRow(
        String number,
        int seq,
        Instant at,
        String actorKind,
        String actor,
        String actorName,
        String actorGroups,
        String kind,
        String subject,
        @Nullable String process,
        @Nullable String element,
        @Nullable String elementName,
        @Nullable String clause,
        String planVersion,
        String before,
        String after,
        @Nullable String wordsHash) {

    String hash(String previous) {
        return RecordHash.of(
                previous,
                number,
                String.valueOf(seq),
                at.toString(),
                actorKind,
                actor,
                actorName,
                actorGroups,
                kind,
                subject,
                process,
                element,
                elementName,
                clause,
                planVersion,
                before,
                after,
                wordsHash);
    }
}
