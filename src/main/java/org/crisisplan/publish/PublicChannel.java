package org.crisisplan.publish;

/** A place where the public reads us (R46-R48). Every bean of this type is an enabled channel. */
public interface PublicChannel {

    /** What the models and the records call it; never changes, or what was published there would be published again. */
    String name();

    /**
     * Takes part in the transaction of the step that calls it: what it writes to the database counts only if the step ends well.
     *
     * @throws ChannelRefused when this channel will not take the statement however often it is asked; a person takes over then.
     *     Anything else that is thrown is tried again later.
     */
    void publish(ApprovedStatement statement);
}
