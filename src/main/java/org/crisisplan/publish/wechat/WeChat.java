package org.crisisplan.publish.wechat;

import org.crisisplan.publish.ChannelService;
import org.crisisplan.publish.ChannelSettings.Account;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.RemoteCall;
import org.springframework.stereotype.Component;

/** Verified official accounts with WeChat. */
@Component
class WeChat implements ChannelService {

    private final RemoteCall remote;

    WeChat(RemoteCall remote) {
        this.remote = remote;
    }

    @Override
    public String name() {
        return "wechat";
    }

    @Override
    public PublicChannel open(String channel, Account account) {
        return new WeChatChannel(
                channel,
                account.safeUrl(channel),
                account.someName(channel, "the official account's AppID"),
                account.someSecret(channel, "the official account's AppSecret"),
                remote);
    }
}
