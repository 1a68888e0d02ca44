package org.crisisplan.publish;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.test.util.ReflectionTestUtils;

/** Accounts with services of others that a drill opens in the shared application, as an operator would configure them. */
@Component
public class OpenedChannels {

    private final Channels channels;
    private final List<ChannelService> services;
    private final SendPosts sendPosts;

    OpenedChannels(Channels channels, List<ChannelService> services, SendPosts sendPosts) {
        this.channels = channels;
        this.services = services;
        this.sendPosts = sendPosts;
    }

    public void open(String name, URI address) {
        ChannelService service = services.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        byName().put(name, service.open(name, new ChannelSettings.Account(name, address, null, "token")));
    }

    public void close(String name) {
        byName().remove(name);
    }

    /** What is due now. */
    public void send() {
        for (PublicChannel channel : List.copyOf(channels.ofOthers())) {
            while (sendPosts.sendNext(channel)) {
                // until nothing is due
            }
        }
        sendPosts.tell();
    }

    @SuppressWarnings("unchecked")
    private Map<String, PublicChannel> byName() {
        return Objects.requireNonNull((Map<String, PublicChannel>) ReflectionTestUtils.getField(channels, "byName"));
    }
}
