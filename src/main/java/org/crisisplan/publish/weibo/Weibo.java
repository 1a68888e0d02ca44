package org.crisisplan.publish.weibo;

import org.crisisplan.publish.ChannelService;
import org.crisisplan.publish.ChannelSettings.Account;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.RemoteCall;
import org.springframework.stereotype.Component;

/** Accounts with Weibo, each with a token of an app whose bound domain is that of the status page. */
@Component
class Weibo implements ChannelService {

    private final RemoteCall remote;

    Weibo(RemoteCall remote) {
        this.remote = remote;
    }

    @Override
    public String name() {
        return "weibo";
    }

    @Override
    public PublicChannel open(String channel, Account account) {
        return new WeiboChannel(
                channel,
                account.safeUrl(channel),
                account.someName(channel, "the public IP address of this node, which Weibo wants to be told (rip)"),
                account.someSecret(channel, "an access token of the account"),
                remote);
    }
}
