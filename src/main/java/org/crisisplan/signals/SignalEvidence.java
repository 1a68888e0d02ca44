package org.crisisplan.signals;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a crisis was raised by signals, or made worse, as it is kept with the case: for auditors. */
public interface SignalEvidence {

    /**
     * A rule of the table of triggers that fired.
     *
     * @param effect raised, joined or resolved
     * @param reason the rule's sentence, in both languages
     * @param figures in words of the reader's language
     */
    record Rule(Instant at, String subject, String effect, String clause, String reason, String figures) {}

    /**
     * A signal behind it.
     *
     * @param text what was said; null if nothing, or once it was erased
     * @param erased whether somebody had it erased
     */
    record Kept(
            Instant at,
            String source,
            String subject,
            String kind,
            @Nullable String metric,
            @Nullable Double value,
            @Nullable String text,
            @Nullable String link,
            @Nullable String platform,
            boolean erased) {}

    /** All of them, the oldest first. */
    List<Rule> rules(String crisis, Locale language);

    /** Those that were newest whenever a rule fired, the oldest first; how many there were in all, the figures of the rules say. */
    List<Kept> signals(String crisis);
}
