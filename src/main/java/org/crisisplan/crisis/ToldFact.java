package org.crisisplan.crisis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact as somebody tells it.
 *
 * @param value as {@link FactDefinition} takes it; null if it is said to be not known
 * @param inWords whether it is what people wrote, which can be erased
 * @param since since when it holds; null for now
 */
public record ToldFact(
        String name,
        @Nullable Object value,
        boolean inWords,
        @Nullable Instant since) {}
