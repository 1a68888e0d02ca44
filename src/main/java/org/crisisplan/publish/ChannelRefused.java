package org.crisisplan.publish;

/** A channel will not take a statement, and asking again will not help; a person publishes it by hand. */
public class ChannelRefused extends RuntimeException {

    /** The error's code in the models. */
    public static final String CODE = "ChannelRefused";

    /** @param reason a sentence for the person who takes over */
    public ChannelRefused(String reason) {
        super(reason);
    }
}
