package org.crisisplan.publish.webhook;

import java.time.Clock;
import org.crisisplan.publish.ChannelService;
import org.crisisplan.publish.ChannelSettings.Account;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.RemoteCall;
import org.crisisplan.publish.remote.SigningKey;
import org.springframework.stereotype.Component;

/** Addresses of the operator that take what was published. */
@Component
class Webhook implements ChannelService {

    private final RemoteCall remote;
    private final Clock clock;

    Webhook(RemoteCall remote, Clock clock) {
        this.remote = remote;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public PublicChannel open(String channel, Account account) {
        return new WebhookChannel(
                channel,
                account.safeUrl(channel),
                new SigningKey(
                        "crisis-plan.publish.channels." + channel + ".secret",
                        account.someSecret(
                                channel, "a secret of Standard Webhooks, whsec_ and 24 to 64 bytes in Base64")),
                remote,
                clock);
    }
}
