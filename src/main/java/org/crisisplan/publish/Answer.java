package org.crisisplan.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a publication on a channel ended. */
public sealed interface Answer {

    /**
     * It stands there.
     *
     * @param id what the channel calls the post, in its own words; given back to it with the next post of the crisis
     * @param address where people read it; null if the channel has no addresses
     * @param sent what was sent, word for word
     */
    record Receipt(String id, @Nullable String address, String sent) implements Answer {}

    /**
     * It is certain that nothing was published, and later it may be.
     *
     * @param reason a sentence for whoever takes over in the end
     * @param notBefore when the channel wants to be asked again; null if it does not say
     */
    record TryAgain(String reason, @Nullable Instant notBefore) implements Answer {}

    /** It will not be published, however often it is tried. @param reason a sentence for the person who takes over */
    record GiveUp(String reason) implements Answer {}

    /** It was sent, and there is no answer, or none that says whether it was published. @param reason a sentence for a person */
    record InDoubt(String reason) implements Answer {}
}
