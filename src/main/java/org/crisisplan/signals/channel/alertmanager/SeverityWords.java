package org.crisisplan.signals.channel.alertmanager;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.crisisplan.signals.Signal.Severity;
import org.jspecify.annotations.Nullable;

/** What the words in a label for severity mean; a word that nobody knows means nothing, so it is never taken for critical. */
class SeverityWords {

    private static final Map<String, Severity> USUAL = Map.ofEntries(
            Map.entry("critical", Severity.CRITICAL),
            Map.entry("page", Severity.CRITICAL),
            Map.entry("emergency", Severity.CRITICAL),
            Map.entry("fatal", Severity.CRITICAL),
            Map.entry("disaster", Severity.CRITICAL),
            Map.entry("error", Severity.WARNING),
            Map.entry("high", Severity.WARNING),
            Map.entry("major", Severity.WARNING),
            Map.entry("warning", Severity.WARNING),
            Map.entry("warn", Severity.WARNING),
            Map.entry("medium", Severity.WARNING),
            Map.entry("minor", Severity.WARNING),
            Map.entry("ticket", Severity.WARNING),
            Map.entry("low", Severity.INFO),
            Map.entry("notice", Severity.INFO),
            Map.entry("info", Severity.INFO),
            Map.entry("none", Severity.INFO));

    private final Map<String, Severity> words = new HashMap<>(USUAL);

    SeverityWords(Map<String, Severity> ownWords) {
        ownWords.forEach((word, severity) -> words.put(word.toLowerCase(Locale.ROOT), severity));
    }

    @Nullable Severity of(@Nullable String word) {
        return word == null ? null : words.get(word.strip().toLowerCase(Locale.ROOT));
    }
}
