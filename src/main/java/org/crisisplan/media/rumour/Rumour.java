package org.crisisplan.media.rumour;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is said about a crisis and may not be true.
 *
 * @param ordinal its number within the crisis
 * @param claim what is said, in the words of whoever says it
 * @param seenAt where: an address, or a sentence
 * @param reach how many have read it, as far as anybody knows; null if nobody does
 * @param notedBy who entered it
 * @param verdict one of {@link #VERDICTS}
 * @param source by what it was found out; empty while it is open
 * @param answer id of the entry of the bank that answers it; null while there is none
 */
public record Rumour(
        String id,
        String crisis,
        int ordinal,
        String claim,
        String seenAt,
        Instant firstSeen,
        @Nullable Long reach,
        String notedBy,
        String verdict,
        String source,
        @Nullable Instant judgedAt,
        @Nullable String judgedBy,
        @Nullable String answer) {

    static final String OPEN = "open";

    /** Open means that nobody has found out yet. */
    public static final List<String> VERDICTS = List.of(OPEN, "untrue", "partly", "proven");

    public boolean isOpen() {
        return verdict.equals(OPEN);
    }
}
