package org.crisisplan.signals.intake;

import org.crisisplan.signals.source.SourceSettings;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Keys that could be tried out open nothing; only the demonstration, which speaks to its own machine, has short ones. */
@Component
@Profile("!demo")
class LongKeys {

    static final int SHORTEST = 16;

    LongKeys(SourceSettings settings) {
        settings.sources().forEach((name, source) -> {
            if (source.keys().stream().anyMatch(key -> key.length() < SHORTEST)) {
                throw new IllegalArgumentException(
                        "crisis-plan.signals.sources.%s.keys: a key needs at least %d characters, such as openssl rand -hex 24 makes"
                                .formatted(name, SHORTEST));
            }
        });
    }
}
