package org.crisisplan.publish.mastodon;

import org.crisisplan.publish.ChannelService;
import org.crisisplan.publish.ChannelSettings.Account;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.RemoteCall;
import org.springframework.stereotype.Component;

/** Accounts on servers of Mastodon, each with a token that may write statuses. */
@Component
class Mastodon implements ChannelService {

    private final RemoteCall remote;

    Mastodon(RemoteCall remote) {
        this.remote = remote;
    }

    @Override
    public String name() {
        return "mastodon";
    }

    @Override
    public PublicChannel open(String channel, Account account) {
        return new MastodonChannel(
                channel,
                account.safeUrl(channel),
                account.someSecret(channel, "an access token with the scope write:statuses"),
                remote);
    }
}
