package org.crisisplan.publish;

/** A service in which we may have accounts, such as a social network. Every bean of this type can be named in the settings. */
public interface ChannelService {

    /** As the settings name it, such as {@code mastodon}. */
    String name();

    /**
     * A channel that speaks through one account.
     *
     * @param channel what the operator calls it, in small letters
     * @throws IllegalArgumentException when the account cannot work; the message names the settings and none of their values
     */
    PublicChannel open(String channel, ChannelSettings.Account account);
}
