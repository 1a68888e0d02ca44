package org.crisisplan.publish;

import java.time.Duration;

/**
 * A place where the public reads us (R46-R48): the product's own page, or an account with a service of others. The plan's table
 * {@code channels} says which statement goes where.
 */
public interface PublicChannel {

    /** What the models and the records call it; never changes, or what was published there would be published again. */
    String name();

    /**
     * Whether all it does is write to our own database. Such a channel takes part in the transaction of the step that calls it: what it
     * writes counts only if the step ends well. Every other one is called outside of any transaction, and by one node at a time.
     */
    default boolean isOurOwn() {
        return false;
    }

    /** Whether there is anybody to hear it. While there is nobody, rows of the table {@code channels} that name it are silent. */
    default boolean hasAudience() {
        return true;
    }

    /**
     * For how long it recognises a post by its {@link Post#key} and does not publish it a second time. Within this time a post of
     * which nobody knows whether it arrived is sent again; after it a person decides. Nothing by default.
     */
    default Duration recognisesFor() {
        return Duration.ZERO;
    }

    /** Publishes it, or says why not. What it throws counts as in doubt, unless the channel is our own. */
    Answer publish(Post post);
}
