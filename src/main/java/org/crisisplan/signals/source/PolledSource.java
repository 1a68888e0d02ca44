package org.crisisplan.signals.source;

import java.time.Duration;
import org.crisisplan.signals.Signals;
import org.jspecify.annotations.Nullable;

/**
 * A channel that has to be asked again and again. Each bean of this type is asked by one node of several at a time; what goes wrong
 * is shown as the source's health and never stops the others.
 */
public interface PolledSource {

    /** As signals name it. */
    String name();

    Duration every();

    /** After this time another node may ask although this one has not ended; the asking itself must end before. */
    default Duration longest() {
        return Duration.ofMinutes(2);
    }

    /** After so long without a word its silence is a signal of its own; null if it never is. */
    default @Nullable Duration silentAfter() {
        return null;
    }

    /**
     * Asks once and hands what it learned to {@link Signals}, then keeps its place with {@link SourceState}.
     *
     * @return whether the source spoke; a file that did not grow has not
     * @throws Exception when it could not be asked; the message becomes part of its health
     */
    boolean poll() throws Exception;
}
