package org.crisisplan.publish.bluesky;

import org.crisisplan.publish.ChannelService;
import org.crisisplan.publish.ChannelSettings.Account;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.RemoteCall;
import org.springframework.stereotype.Component;

/** Accounts on personal data servers such as {@code https://bsky.social}, each with an app password. */
@Component
class Bluesky implements ChannelService {

    private final RemoteCall remote;

    Bluesky(RemoteCall remote) {
        this.remote = remote;
    }

    @Override
    public String name() {
        return "bluesky";
    }

    @Override
    public PublicChannel open(String channel, Account account) {
        return new BlueskyChannel(
                channel,
                account.safeUrl(channel),
                account.someName(channel, "the account's handle, such as example.bsky.social"),
                account.someSecret(channel, "an app password"),
                remote);
    }
}
